/**
 * OpenAI's Responses beyond what every conversational face has: those made in the background,
 * through the queue, and all that are asked for later.
 */
package dev.millrace.api.gateway.responses;

/** OpenAI's Responses beyond what every conversational face has: those made in the background. */
package dev.millrace.api.gateway.responses;

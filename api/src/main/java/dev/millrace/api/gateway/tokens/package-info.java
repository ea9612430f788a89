/**
 * Counts tokens before anything is asked, for the clients of Anthropic, Gemini and OpenAI's
 * Responses. Costs nothing. Nobody imports it.
 */
package dev.millrace.api.gateway.tokens;

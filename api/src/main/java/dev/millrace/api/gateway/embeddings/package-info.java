/** Embeddings, as OpenAI's and Gemini's clients ask for them. Nobody imports it. */
package dev.millrace.api.gateway.embeddings;

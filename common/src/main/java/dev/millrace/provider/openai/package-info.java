/** Any server that speaks OpenAI's HTTP API: chat completions, Responses, embeddings, images. */
package dev.millrace.provider.openai;

/** Any server that speaks OpenAI's HTTP API: chat completions, embeddings, images. */
package dev.millrace.provider.openai;

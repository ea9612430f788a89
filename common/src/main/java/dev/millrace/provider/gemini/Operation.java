package dev.millrace.provider.gemini;

/** What a route asks of the server. */
enum Operation {
  CHAT,
  EMBEDDINGS
}

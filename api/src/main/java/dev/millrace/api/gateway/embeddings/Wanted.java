package dev.millrace.api.gateway.embeddings;

import dev.millrace.dialect.embedding.Encoding;

/**
 * What an answer has to know of its call.
 *
 * @param inputs how many embeddings it is to have
 * @param model as the caller named it
 */
record Wanted(EmbeddingProtocol protocol, int inputs, Encoding encoding, String model) {}

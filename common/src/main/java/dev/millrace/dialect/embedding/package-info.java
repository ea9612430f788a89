/**
 * Embeddings in the protocols of OpenAI and Gemini, and in the inputs and outputs of models. Pure.
 * Everyone may import it.
 */
package dev.millrace.dialect.embedding;

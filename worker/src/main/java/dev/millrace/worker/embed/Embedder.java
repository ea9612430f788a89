package dev.millrace.worker.embed;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import java.util.List;

/**
 * The all-MiniLM-L6-v2 model, quantized. Thread-safe; works on the calling thread. The first call
 * loads the model from its jar, which takes about a second.
 */
final class Embedder {

  /** Vectors of unit length, one a text, and how many tokens the texts had. */
  record Embeddings(List<float[]> vectors, int tokens) {}

  Embeddings embed(List<String> texts) {
    var answer = Loaded.MODEL.embedAll(texts.stream().map(Embedder::segment).toList());
    return new Embeddings(
        answer.content().stream().map(Embedding::vector).toList(),
        answer.tokenUsage().inputTokenCount());
  }

  /** The library refuses blank texts; a caller may well have one in a batch. */
  private static TextSegment segment(String text) {
    return TextSegment.from(text.isBlank() ? "." : text);
  }

  /** Loaded when first asked for. */
  private static final class Loaded {
    static final AllMiniLmL6V2QuantizedEmbeddingModel MODEL =
        new AllMiniLmL6V2QuantizedEmbeddingModel(Runnable::run);
  }
}

package dev.millrace.provider.openai;

import dev.millrace.dialect.Dialect;
import dev.millrace.dialect.Dialects;
import java.util.Optional;

/** Which of the server's paths a route calls. */
enum Operation {
  CHAT("/chat/completions", Optional.of(Dialects.CHAT)),
  RESPONSES("/responses", Optional.of(Dialects.RESPONSES)),
  EMBEDDINGS("/embeddings", Optional.empty()),
  IMAGES("/images/generations", Optional.empty());

  private final String path;
  private final Optional<Dialect> dialect;

  Operation(String path, Optional<Dialect> dialect) {
    this.path = path;
    this.dialect = dialect;
  }

  String path() {
    return path;
  }

  /** In which conversations are held there; empty where none are. */
  Optional<Dialect> dialect() {
    return dialect;
  }
}

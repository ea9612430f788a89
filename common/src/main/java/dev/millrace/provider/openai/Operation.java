package dev.millrace.provider.openai;

/** Which of the server's paths a route calls. */
enum Operation {
  CHAT("/chat/completions"),
  EMBEDDINGS("/embeddings"),
  IMAGES("/images/generations");

  private final String path;

  Operation(String path) {
    this.path = path;
  }

  String path() {
    return path;
  }
}

package dev.millrace.bench.speed;

/** The calls of the gateway's contest, in OpenAI's words. */
final class Chat {
  private Chat() {}

  static String body(String model) {
    return """
    {"model":"%s","max_tokens":64,"temperature":0.7,"messages":[\
    {"role":"system","content":"You are terse, and you know about mills."},\
    {"role":"user","content":"What is a millrace, and why is it longer than the mill?"}]}"""
        .formatted(model);
  }

  /** A stream of so many words. */
  static String stream(String model, int words) {
    return """
    {"model":"%s","max_tokens":%d,"stream":true,"messages":[\
    {"role":"user","content":"What is a millrace?"}]}"""
        .formatted(model, words);
  }
}

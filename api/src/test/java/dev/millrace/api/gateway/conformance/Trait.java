package dev.millrace.api.gateway.conformance;

import java.util.List;

/** What each face has to do with each upstream. The order is that of the table's columns. */
enum Trait {
  PLAIN("plain", "plain"),
  STREAM("stream", "plain"),
  TOOLS("tools", "tools"),
  PARALLEL_TOOLS("parallel tools", "parallel"),
  IMAGE_IN("image in", "image"),
  JSON_SCHEMA("JSON schema", "schema"),
  REASONING("reasoning", "reasoning"),
  USAGE("usage", "plain"),
  ERROR("error", "error"),
  MID_STREAM_ERROR("mid-stream error", "broken"),
  CANCEL("cancel", "held");

  private final String title;
  private final String script;

  Trait(String title, String script) {
    this.title = title;
    this.script = script;
  }

  String title() {
    return title;
  }

  /** The upstream's file, without its ending. */
  String script() {
    return script;
  }

  /** What the caller says; the upstream knows by it which script to play. */
  String words() {
    return "Play the script [" + script + "] ☃";
  }

  /** Whether the answer is wanted in one piece, as a stream, or in both ways. */
  List<Boolean> streamed() {
    return switch (this) {
      case PLAIN, IMAGE_IN, JSON_SCHEMA -> List.of(false);
      case STREAM, MID_STREAM_ERROR -> List.of(true);
      case TOOLS, PARALLEL_TOOLS, REASONING, USAGE, ERROR, CANCEL -> List.of(false, true);
    };
  }
}

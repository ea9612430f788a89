package dev.millrace.dialect.relay;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** A text as a JSON string. */
final class Quoted {
  private Quoted() {}

  static String of(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}

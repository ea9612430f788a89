package dev.millrace.provider.http;

import dev.millrace.conversation.Frame;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts bytes into server-sent events, however they are torn: a line is read as text only when it is
 * whole, so that a character may span two chunks. Keeps names and data: comments and ids say
 * nothing that the dialects need.
 */
final class EventFrames {
  private final int longest;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
  private final StringBuilder data = new StringBuilder();
  private String event = "";
  private boolean hasData;
  private boolean afterReturn;
  private int size;

  /**
   * @param longest bytes of one event, at the most
   */
  EventFrames(int longest) {
    this.longest = longest;
  }

  /** An event is longer than that. It has no stack trace. */
  static final class TooLongException extends Exception {
    private static final long serialVersionUID = 1L;

    TooLongException() {
      super("an event is too long", null, false, false);
    }
  }

  /** The events that are whole with these bytes; one without data is none. */
  List<Frame> feed(byte[] bytes) throws TooLongException {
    var whole = new ArrayList<Frame>();
    int begin = 0;
    for (int at = 0; at < bytes.length; at++) {
      byte b = bytes[at];
      boolean isPair = b == '\n' && afterReturn;
      afterReturn = b == '\r';
      if (b == '\n' || b == '\r') {
        if (!isPair) {
          take(bytes, begin, at);
          endLine(whole);
        }
        begin = at + 1;
      }
    }
    take(bytes, begin, bytes.length);
    return whole;
  }

  /** In one go: byte by byte this was a fifth of what a relayed frame costs. */
  private void take(byte[] bytes, int begin, int end) throws TooLongException {
    size += end - begin;
    if (size > longest) {
      throw new TooLongException();
    }
    line.write(bytes, begin, end - begin);
  }

  private void endLine(List<Frame> whole) {
    if (line.size() == 0) {
      endEvent(whole);
      return;
    }
    var text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    if (text.startsWith("data:")) {
      data.append(hasData ? "\n" : "").append(valueOf(text, "data:"));
      hasData = true;
    } else if (text.startsWith("event:")) {
      event = valueOf(text, "event:");
    }
  }

  private static String valueOf(String line, String field) {
    int begin = field.length();
    return line.substring(line.startsWith(" ", begin) ? begin + 1 : begin);
  }

  private void endEvent(List<Frame> whole) {
    if (hasData) {
      whole.add(new Frame(event, data.toString()));
    }
    data.setLength(0);
    event = "";
    hasData = false;
    size = 0;
  }
}

package dev.millrace.provider.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts bytes into server-sent events, however they are torn: a line is read as text only when it is
 * whole, so that a character may span two chunks. Keeps data alone: comments, names and ids say
 * nothing that the dialects need.
 */
final class EventFrames {
  private final int longest;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
  private final StringBuilder data = new StringBuilder();
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

  /** The data of the events that are whole with these bytes. */
  List<String> feed(byte[] bytes) throws TooLongException {
    var whole = new ArrayList<String>();
    for (byte b : bytes) {
      boolean isPair = b == '\n' && afterReturn;
      afterReturn = b == '\r';
      if (isPair) {
        continue;
      }
      if (b == '\n' || b == '\r') {
        endLine(whole);
      } else {
        if (++size > longest) {
          throw new TooLongException();
        }
        line.write(b);
      }
    }
    return whole;
  }

  private void endLine(List<String> whole) {
    if (line.size() == 0) {
      endEvent(whole);
      return;
    }
    var text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    if (text.startsWith("data:")) {
      data.append(hasData ? "\n" : "")
          .append(text, text.startsWith("data: ") ? 6 : 5, text.length());
      hasData = true;
    }
  }

  private void endEvent(List<String> whole) {
    if (hasData) {
      whole.add(data.toString());
    }
    data.setLength(0);
    hasData = false;
    size = 0;
  }
}

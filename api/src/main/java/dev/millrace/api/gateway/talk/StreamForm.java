package dev.millrace.api.gateway.talk;

import dev.millrace.api.stream.Sse;
import dev.millrace.conversation.Frame;
import dev.millrace.money.Money;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.List;

/** How the frames of one streamed answer are written. Not thread-safe. */
sealed interface StreamForm {
  /** The forms that there are. */
  enum Kind {
    EVENTS {
      @Override
      StreamForm begun() {
        return new Events();
      }
    },
    /** A JSON object a line. */
    LINES {
      @Override
      StreamForm begun() {
        return new Lines();
      }
    },
    JSON_ARRAY {
      @Override
      StreamForm begun() {
        return new JsonArray();
      }
    };

    /** For one answer. */
    abstract StreamForm begun();
  }

  void head(HttpServerResponse response);

  /** These frames, one behind the other. */
  Buffer write(List<Frame> frames);

  /** The last frames with what the answer cost, where that has a place among them. */
  default List<Frame> priced(List<Frame> last, Money cost) {
    return last;
  }

  /** What stands behind the last frame. */
  Buffer end();

  Buffer heartbeat();

  /** Server-sent events. */
  final class Events implements StreamForm {
    @Override
    public void head(HttpServerResponse response) {
      Sse.head(response);
    }

    @Override
    public Buffer write(List<Frame> frames) {
      var text = Buffer.buffer();
      for (var frame : frames) {
        if (!frame.event().isEmpty()) {
          text.appendString("event: ").appendString(frame.event()).appendString("\n");
        }
        // Whatever stood on several lines does so again.
        frame
            .data()
            .lines()
            .forEach(line -> text.appendString("data: ").appendString(line).appendString("\n"));
        text.appendString("\n");
      }
      return text;
    }

    @Override
    public Buffer end() {
      return Buffer.buffer();
    }

    @Override
    public Buffer heartbeat() {
      return Sse.HEARTBEAT;
    }
  }

  /** Newline-delimited JSON. */
  final class Lines implements StreamForm {
    @Override
    public void head(HttpServerResponse response) {
      Sse.unheld(response).putHeader("Content-Type", "application/x-ndjson");
    }

    @Override
    public Buffer write(List<Frame> frames) {
      var text = Buffer.buffer();
      frames.forEach(frame -> text.appendString(onOneLine(frame.data())).appendString("\n"));
      return text;
    }

    /** Some readers take these for ends of lines, which JSON does not. */
    private static String onOneLine(String json) {
      return json.replace("\u0085", "\\u0085")
          .replace("\u2028", "\\u2028")
          .replace("\u2029", "\\u2029");
    }

    @Override
    public List<Frame> priced(List<Frame> last, Money cost) {
      var frames = new ArrayList<>(last);
      var end = frames.removeLast();
      frames.add(new Frame(end.event(), CostField.in(end.data(), cost)));
      return frames;
    }

    @Override
    public Buffer end() {
      return Buffer.buffer();
    }

    /** White space, which may stand before the next object and on its line. */
    @Override
    public Buffer heartbeat() {
      return Buffer.buffer(" ");
    }
  }

  /** A JSON array, element by element. */
  final class JsonArray implements StreamForm {
    private boolean begun;

    @Override
    public void head(HttpServerResponse response) {
      Sse.unheld(response).putHeader("Content-Type", "application/json");
    }

    @Override
    public Buffer write(List<Frame> frames) {
      var text = Buffer.buffer();
      for (var frame : frames) {
        text.appendString(begun ? ",\r\n" : "[").appendString(frame.data());
        begun = true;
      }
      return text;
    }

    @Override
    public Buffer end() {
      return Buffer.buffer(begun ? "]" : "[]");
    }

    /** White space, which may stand between elements. */
    @Override
    public Buffer heartbeat() {
      return Buffer.buffer("\n");
    }
  }
}

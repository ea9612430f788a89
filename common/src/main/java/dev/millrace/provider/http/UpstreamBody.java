package dev.millrace.provider.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;

/** The JSON that an upstream is sent. */
public sealed interface UpstreamBody {
  /** Written when it is sent; nobody may change it until then. */
  record Tree(JsonNode json) implements UpstreamBody {}

  /** Sent as it is, byte for byte. */
  record Bytes(Buffer json) implements UpstreamBody {}

  /** What goes over the wire. */
  default Buffer buffer() {
    return switch (this) {
      case Tree tree -> UpstreamJson.write(tree.json());
      case Bytes bytes -> bytes.json();
    };
  }
}

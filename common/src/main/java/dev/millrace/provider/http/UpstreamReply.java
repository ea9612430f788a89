package dev.millrace.provider.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/** What an upstream answered, whatever its status. */
public record UpstreamReply(int status, MultiMap headers, Buffer body) {
  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }
}

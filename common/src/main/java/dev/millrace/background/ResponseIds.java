package dev.millrace.background;

import dev.millrace.request.RequestId;
import java.util.Optional;

/** How OpenAI's clients name requests of ours. */
public final class ResponseIds {
  private static final String PREFIX = "resp_";

  private ResponseIds() {}

  public static String of(RequestId request) {
    return of(request.toString());
  }

  static String of(String request) {
    return PREFIX + request;
  }

  /** The request that a caller names; empty for what is no id of ours. */
  public static Optional<RequestId> parse(String id) {
    return id.startsWith(PREFIX)
        ? RequestId.parse(id.substring(PREFIX.length()))
        : Optional.empty();
  }
}

package dev.millrace.provider.talk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.Dialect;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Where a route leads, and how to speak there.
 *
 * @param whole where answers in one piece are asked for
 * @param streamed where answers are asked for that are told while they are made
 * @param headers secrets among them
 * @param model the upstream's own name of the model
 * @param maxTokens how many tokens an answer may have when a caller of another dialect does not say
 * @param extra fields that go into the body over the caller's
 * @param leadsElsewhere whether an account chose where it leads
 */
public record Wire(
    Dialect dialect,
    URI whole,
    URI streamed,
    Map<String, String> headers,
    String model,
    Optional<Long> maxTokens,
    ObjectNode extra,
    boolean leadsElsewhere) {
  public Wire {
    headers = Map.copyOf(headers);
  }

  /** To where the operator says. */
  public Wire(
      Dialect dialect,
      URI whole,
      URI streamed,
      Map<String, String> headers,
      String model,
      Optional<Long> maxTokens,
      ObjectNode extra) {
    this(dialect, whole, streamed, headers, model, maxTokens, extra, false);
  }

  /** Of a dialect whose bodies say whether a stream is wanted. */
  public static Wire of(
      Dialect dialect, URI url, Map<String, String> headers, String model, ObjectNode extra) {
    return new Wire(dialect, url, url, headers, model, Optional.empty(), extra);
  }

  public Wire withMaxTokens(Optional<Long> most) {
    return new Wire(dialect, whole, streamed, headers, model, most, extra, leadsElsewhere);
  }

  /** The same, to where an account chose if {@code so}. */
  public Wire leadingElsewhere(boolean so) {
    return new Wire(dialect, whole, streamed, headers, model, maxTokens, extra, so);
  }

  URI url(boolean inFrames) {
    return inFrames ? streamed : whole;
  }

  /** Whether the body says that a stream is wanted, and not the path. */
  boolean saysInBody() {
    return whole.equals(streamed);
  }

  /** Leaves out headers, which hold the key. */
  @Override
  public String toString() {
    return "%s at %s".formatted(dialect.word(), whole.getHost());
  }
}

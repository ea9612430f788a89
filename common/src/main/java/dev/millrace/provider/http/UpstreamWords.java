package dev.millrace.provider.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An upstream's own words about what went wrong, made fit to be shown to a caller. */
public final class UpstreamWords {
  private static final int LONGEST = 500;
  private static final int SHORTEST_SECRET = 6;
  private static final String HIDDEN = "[hidden]";
  private static final Pattern LOOKS_SECRET =
      Pattern.compile(
          "(?i)\\b(?:bearer|key|token)\\s+[\\w.~+/=-]{8,}|\\b(?:sk|r8|hf|gsk|xai)[-_][\\w*-]{6,}");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\s]+");

  /** Where the error replies of the known servers keep their sentence. */
  private static final List<JsonPointer> PLACES =
      Stream.of("/error/message", "/error", "/message", "/detail/0/msg", "/detail", "/title", "")
          .map(JsonPointer::compile)
          .toList();

  private UpstreamWords() {}

  /** The sentence in an error reply; empty when there is none. */
  public static String in(JsonNode reply, Collection<String> secrets) {
    return PLACES.stream()
        .map(reply::at)
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .findFirst()
        .map(text -> presentable(text, secrets))
        .orElse("");
  }

  /** The text on one line, bounded, without our secrets and without what looks like one. */
  public static String presentable(String text, Collection<String> secrets) {
    var clean = LOOKS_SECRET.matcher(withoutSecrets(text, secrets)).replaceAll(HIDDEN);
    var line = CONTROL.matcher(clean).replaceAll(" ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }

  private static String withoutSecrets(String text, Collection<String> secrets) {
    return secrets.stream()
        .flatMap(UpstreamWords::parts)
        .filter(Objects::nonNull)
        .filter(secret -> secret.length() >= SHORTEST_SECRET)
        .sorted(Comparator.comparingInt(String::length).reversed())
        .reduce(text, (rest, secret) -> rest.replace(secret, HIDDEN));
  }

  /** A header such as {@code Bearer abc} holds its secret in the last word. */
  private static Stream<String> parts(String secret) {
    return Stream.of(secret, secret.substring(secret.lastIndexOf(' ') + 1));
  }
}

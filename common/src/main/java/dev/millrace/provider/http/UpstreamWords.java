package dev.millrace.provider.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An upstream's own words about what went wrong, made fit to be shown to a caller. */
public final class UpstreamWords {
  private static final int LONGEST = 500;

  /** Nobody's sentence is longer; the rest is not even looked at. */
  private static final int LONGEST_READ = 4_000;

  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}]+");
  private static final Pattern BREAK = Pattern.compile("[\\p{Cc}\\p{Z}\\s]+");

  /** Where the error replies of the known servers keep their sentence. */
  private static final List<JsonPointer> PLACES =
      Stream.of(
              "/error/message",
              "/0/error/message",
              "/error",
              "/message",
              "/detail/0/msg",
              "/detail",
              "/title",
              "")
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
    var clean = INVISIBLE.matcher(withoutSecrets(beginning(text), secrets)).replaceAll("");
    return bounded(BREAK.matcher(clean).replaceAll(" ").strip());
  }

  /**
   * The text without what we call the upstream with, in whatever form it comes back, and without
   * what looks like a secret of anybody.
   *
   * @param secrets as the call has them: values of headers and of a query
   */
  public static String withoutSecrets(String text, Collection<String> secrets) {
    return SecretShapes.hideIn(new OwnSecrets(secrets).hideIn(text));
  }

  /** Whole words, since half a secret looks like none. */
  private static String beginning(String text) {
    if (text.length() <= LONGEST_READ) {
      return text;
    }
    int end = LONGEST_READ;
    while (end > 0 && !Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end > 0 ? end : LONGEST_READ);
  }

  private static String bounded(String line) {
    if (line.length() <= LONGEST) {
      return line;
    }
    boolean halvesACharacter = Character.isHighSurrogate(line.charAt(LONGEST - 1));
    return line.substring(0, halvesACharacter ? LONGEST - 1 : LONGEST) + "…";
  }
}

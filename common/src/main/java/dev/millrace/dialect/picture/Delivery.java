package dev.millrace.dialect.picture;

import dev.millrace.model.ModelName;
import java.util.Optional;

/** How a caller wants its pictures. */
public enum Delivery {
  /** By a link to a file of ours. */
  URL,
  /** In the answer itself, as base64. */
  BASE64;

  static Optional<Delivery> parse(String word) {
    return switch (word) {
      case "url" -> Optional.of(URL);
      case "b64_json", "base64" -> Optional.of(BASE64);
      default -> Optional.empty();
    };
  }

  /**
   * What a caller expects who does not say: OpenAI's GPT image models have never answered with
   * links, so that their callers read nothing else than base64.
   */
  public static Delivery usual(ModelName model) {
    var alias = model.alias();
    return alias.startsWith("gpt-image") || alias.startsWith("chatgpt-image") ? BASE64 : URL;
  }
}

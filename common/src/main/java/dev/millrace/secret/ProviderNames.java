package dev.millrace.secret;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What providers are called: in one word, as the secret that holds a key of theirs (the variable
 * that their own tools read), and to people. Providers that are not known are any word; their
 * secret is {@code WORD_API_KEY}.
 */
public final class ProviderNames {
  private static final Pattern WORD = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*");
  private static final int LONGEST_WORD = 40;
  private static final String SUFFIX = "_API_KEY";
  private static final Pattern SECRET = Pattern.compile("[A-Z0-9]+(?:_[A-Z0-9]+)*_API_KEY");

  /** What a known provider is called. */
  private record Known(String secret, String shown) {}

  private static final Map<String, Known> KNOWN = names();

  /** Other variables that tools read for a provider. */
  private static final Map<String, String> ALIASES = Map.of("GOOGLE_API_KEY", "google");

  private static Map<String, Known> names() {
    var known = new LinkedHashMap<String, Known>();
    known.put("openai", new Known("OPENAI_API_KEY", "OpenAI"));
    known.put("anthropic", new Known("ANTHROPIC_API_KEY", "Anthropic"));
    known.put("google", new Known("GEMINI_API_KEY", "Google Gemini"));
    known.put("azure", new Known("AZURE_OPENAI_API_KEY", "Azure OpenAI"));
    known.put("mistral", new Known("MISTRAL_API_KEY", "Mistral AI"));
    known.put("groq", new Known("GROQ_API_KEY", "Groq"));
    known.put("openrouter", new Known("OPENROUTER_API_KEY", "OpenRouter"));
    known.put("together", new Known("TOGETHER_API_KEY", "Together AI"));
    known.put(
        ProviderKey.COMPATIBLE, new Known("OPENAI_COMPATIBLE_API_KEY", "OpenAI-compatible server"));
    known.put("fal", new Known("FAL_KEY", "fal"));
    known.put("replicate", new Known("REPLICATE_API_TOKEN", "Replicate"));
    return known;
  }

  private ProviderNames() {}

  /** The known providers, in an order for people. */
  public static List<String> list() {
    return List.copyOf(KNOWN.keySet());
  }

  /**
   * Reads a provider's word, in any case; empty when it is no word of at most 40 lower-case
   * letters, digits and single hyphens.
   */
  public static Optional<String> parse(String text) {
    var word = text.toLowerCase(Locale.ROOT);
    return word.length() <= LONGEST_WORD && WORD.matcher(word).matches()
        ? Optional.of(word)
        : Optional.empty();
  }

  /** The name of the secret that holds a provider's key, such as {@code OPENAI_API_KEY}. */
  public static String secretOf(String provider) {
    var known = KNOWN.get(provider);
    return known == null
        ? provider.toUpperCase(Locale.ROOT).replace('-', '_') + SUFFIX
        : known.secret();
  }

  /** Whose key a secret of this name holds; empty when it is not a name of such a secret. */
  public static Optional<String> ofSecret(String name) {
    var known = knownOfSecret(name);
    if (known.isPresent() || !SECRET.matcher(name).matches()) {
      return known;
    }
    var word = name.substring(0, name.length() - SUFFIX.length());
    return parse(word.replace('_', '-'));
  }

  /** Likewise, of the known providers only. */
  public static Optional<String> knownOfSecret(String name) {
    return KNOWN.entrySet().stream()
        .filter(entry -> entry.getValue().secret().equals(name))
        .map(Map.Entry::getKey)
        .findFirst()
        .or(() -> Optional.ofNullable(ALIASES.get(name)));
  }

  /** What to call a provider before people; its word, where nothing better is known. */
  public static String shown(String provider) {
    var known = KNOWN.get(provider);
    return known == null ? provider : known.shown();
  }
}

package dev.millrace.access;

import dev.millrace.model.ModelName;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Some models, by name: {@code owner/alias}, with {@code *} for any characters, slashes included.
 */
public record ModelPattern(String text) {
  private static final int MAX_LENGTH = 200;
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9._:/*-]+");

  /** Each model. */
  public static final ModelPattern ANY = new ModelPattern("*");

  /** Empty when the text holds what no name of a model has. */
  public static Optional<ModelPattern> parse(String text) {
    return text.length() <= MAX_LENGTH && SHAPE.matcher(text).matches()
        ? Optional.of(new ModelPattern(text))
        : Optional.empty();
  }

  public boolean matches(ModelName name) {
    return matches(name.toString());
  }

  /**
   * Whether each model that {@code other} matches is matched by this too. Sure when it says so; it
   * may say no of patterns that only a longer look would find to be covered.
   */
  public boolean covers(ModelPattern other) {
    return matches(other.text);
  }

  /** In time proportional to the product of the lengths at the most, whatever is asked. */
  private boolean matches(String name) {
    int at = 0;
    int in = 0;
    int star = -1;
    int mark = 0;
    while (in < name.length()) {
      if (at < text.length() && text.charAt(at) == '*') {
        star = at++;
        mark = in;
      } else if (at < text.length() && text.charAt(at) == name.charAt(in)) {
        at++;
        in++;
      } else if (star >= 0) {
        at = star + 1;
        in = ++mark;
      } else {
        return false;
      }
    }
    while (at < text.length() && text.charAt(at) == '*') {
      at++;
    }
    return at == text.length();
  }

  @Override
  public String toString() {
    return text;
  }
}

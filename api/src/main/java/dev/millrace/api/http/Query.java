package dev.millrace.api.http;

import dev.millrace.api.http.fault.Refusal;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A query string, read by name. Refuses by name what it cannot use; what nobody asks for is
 * ignored.
 */
public record Query(MultivaluedMap<String, String> values) {

  /** The value of a parameter that may stand once; an empty one counts as not given. */
  public Optional<String> one(String name) {
    var given = values.getOrDefault(name, List.of());
    if (given.size() > 1) {
      throw Refusal.ofParameter(name, "may be given once");
    }
    return given.stream().filter(text -> !text.isEmpty()).findFirst();
  }

  /** A short text to look for. */
  public Optional<String> text(String name, int longest) {
    return one(name).map(text -> checked(name, text, longest));
  }

  private static String checked(String name, String text, int longest) {
    if (text.length() > longest || text.chars().anyMatch(Character::isISOControl)) {
      throw Refusal.ofParameter(
          name, "must be at most %d characters, without control characters".formatted(longest));
    }
    return text;
  }

  /** All values of a parameter that may stand several times. */
  public <T> List<T> all(String name, int most, Function<String, T> read) {
    var given = values.getOrDefault(name, List.of());
    if (given.size() > most) {
      throw Refusal.ofParameter(name, "may be given %d times at the most".formatted(most));
    }
    return given.stream().filter(text -> !text.isEmpty()).map(read).distinct().toList();
  }

  /** Yes or no. */
  public Optional<Boolean> flag(String name) {
    return one(name)
        .map(
            text ->
                switch (text) {
                  case "true", "1" -> true;
                  case "false", "0" -> false;
                  default -> throw Refusal.ofParameter(name, "must be true or false");
                });
  }

  /** A whole number from 1 up. */
  public Optional<Integer> number(String name, int most) {
    return one(name).map(text -> number(name, text, most));
  }

  private static int number(String name, String text, int most) {
    try {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw Refusal.ofParameter(name, "must be a whole number");
    }
    throw Refusal.ofParameter(
        name, most == Integer.MAX_VALUE ? "must be at least 1" : "must be between 1 and " + most);
  }
}

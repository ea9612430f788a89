package dev.millrace.access;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a key may do. Written as words: a scope, {@code resource:*} for all of a resource, or {@code
 * *} for everything, scopes that are still to come included.
 *
 * @param words as they were written, in order
 */
public record Scopes(Set<String> words) {
  private static final String EVERYTHING = "*";

  /** May do everything. */
  public static final Scopes ALL = new Scopes(Set.of(EVERYTHING));

  public Scopes {
    words = Set.copyOf(words);
  }

  /** Empty when a word is none; see {@link #unknownIn}. */
  public static Optional<Scopes> parse(Collection<String> words) {
    return unknownIn(words).isPresent()
        ? Optional.empty()
        : Optional.of(
            new Scopes(
                words.stream()
                    .map(word -> word.toLowerCase(Locale.ROOT))
                    .collect(Collectors.toUnmodifiableSet())));
  }

  /** The first word that is no scope. */
  public static Optional<String> unknownIn(Collection<String> words) {
    return words.stream().filter(word -> meantBy(word).isEmpty()).findFirst();
  }

  public boolean allows(Scope scope) {
    for (var word : words) { // no set of scopes: every call comes by here
      if (means(word, scope)) {
        return true;
      }
    }
    return false;
  }

  /** Whether whoever has these may hand those out: they allow nothing more, now or later. */
  public boolean covers(Scopes others) {
    if (words.contains(EVERYTHING)) {
      return true;
    }
    return !others.words.contains(EVERYTHING) && meant().containsAll(others.meant());
  }

  /** In the order of the alphabet. */
  public List<String> sorted() {
    return List.copyOf(new TreeSet<>(words));
  }

  private Set<Scope> meant() {
    var meant = EnumSet.noneOf(Scope.class);
    words.forEach(word -> meant.addAll(meantBy(word)));
    return meant;
  }

  private static Set<Scope> meantBy(String word) {
    return Stream.of(Scope.values())
        .filter(scope -> means(word, scope))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
  }

  private static boolean means(String word, Scope scope) {
    var lower = word.toLowerCase(Locale.ROOT);
    return lower.equals(EVERYTHING) || lower.equals(scope.word()) || lower.equals(scope.whole());
  }
}

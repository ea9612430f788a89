package dev.millrace.money;

/**
 * Other rates for some inputs.
 *
 * @param name stands behind the card's version in quotes and charges
 */
public record Variant(String name, Condition when, Tiers tiers) {
  private static final String NAME = "[a-z0-9][a-z0-9_-]{0,31}";

  public Variant {
    if (!name.matches(NAME)) {
      throw new IllegalArgumentException(
          "a variant's name has up to 32 small letters, digits, dashes and underscores, unlike '%s'"
              .formatted(name));
    }
  }
}

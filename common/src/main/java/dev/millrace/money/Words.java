package dev.millrace.money;

/** Words that a card is told by: they come into its version, so they are plain and short. */
final class Words {
  private static final int LONGEST = 200;

  private Words() {}

  static String checked(String word) {
    if (word.isEmpty()
        || word.length() > LONGEST
        || word.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "a word in a price has 1 to %d characters and no control characters".formatted(LONGEST));
    }
    return word;
  }
}

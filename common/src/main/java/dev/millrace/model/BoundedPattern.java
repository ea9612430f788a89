package dev.millrace.model;

import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressions;
import java.util.regex.Pattern;

/**
 * A schema's pattern that gives up on a text instead of thinking for ever.
 *
 * <p>Patterns such as {@code (a+)+$} take exponential time on texts that a caller is free to send.
 * The bound counts the characters that the matcher reads: generous for honest patterns, some
 * milliseconds for the others.
 */
record BoundedPattern(Pattern pattern) implements RegularExpression {
  private static final long READS = 1_000_000;
  private static final long READS_PER_CHARACTER = 16;

  static BoundedPattern of(String regex) {
    var java =
        RegularExpressions.replaceLongformCharacterProperties(
            RegularExpressions.replaceDollarAnchors(regex));
    return new BoundedPattern(Pattern.compile(java));
  }

  /**
   * Whether the pattern is found in {@code value}, as JSON Schema wants it: unanchored.
   *
   * @throws PatternTooSlow when the bound is reached
   */
  @Override
  public boolean matches(String value) {
    try {
      return pattern.matcher(new Counted(value)).find();
    } catch (StackOverflowError e) { // the matcher recurses once a repetition of a group
      throw new PatternTooSlow();
    }
  }

  /**
   * The stop signal of a match that read too much. An Error, because the validator takes every
   * exception of a pattern for "no match" and logs the value with it.
   */
  static final class PatternTooSlow extends Error {
    private static final long serialVersionUID = 1L;

    PatternTooSlow() {
      super("a pattern of the schema takes too long on this value", null, false, false);
    }
  }

  /** A text that counts how often it is read. Used by one match, in one thread. */
  private static final class Counted implements CharSequence {
    private final String text;
    private long readsLeft;

    Counted(String text) {
      this.text = text;
      this.readsLeft = READS + READS_PER_CHARACTER * text.length();
    }

    @Override
    public char charAt(int index) {
      if (--readsLeft < 0) {
        throw new PatternTooSlow();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}

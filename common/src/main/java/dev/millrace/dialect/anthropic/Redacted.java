package dev.millrace.dialect.anthropic;

import dev.millrace.conversation.Part;
import java.util.Optional;

/**
 * Thoughts that Anthropic gives out encrypted, in blocks of their own. The neutral conversation has
 * them as thoughts without words, whose signature is marked: a block of thoughts that are merely
 * not shown has no words either, and goes back as another kind of block.
 */
final class Redacted {
  static final String TYPE = "redacted_thinking";
  private static final String MARK = TYPE + ":";

  private Redacted() {}

  static Part.Reasoning read(String data) {
    return new Part.Reasoning("", Optional.of(marked(data)));
  }

  /** The signature that stands for the encrypted thoughts. */
  static String marked(String data) {
    return MARK + data;
  }

  /** The encrypted thoughts that a signature stands for; empty when it is a signature. */
  static Optional<String> data(String signature) {
    return signature.startsWith(MARK)
        ? Optional.of(signature.substring(MARK.length()))
        : Optional.empty();
  }
}

package dev.millrace.dialect.anthropic;

import dev.millrace.conversation.Part;
import dev.millrace.dialect.Signer;
import java.util.Optional;

/**
 * Thoughts that Anthropic gives out encrypted, in blocks of their own. The neutral conversation has
 * them as thoughts without words, whose proof is marked: a block of thoughts that are merely not
 * shown has no words either, and goes back as another kind of block.
 */
final class Redacted {
  static final String TYPE = "redacted_thinking";
  private static final String MARK = TYPE + ":";

  private Redacted() {}

  static Part.Reasoning read(String data) {
    return new Part.Reasoning("", Optional.of(signed(data)));
  }

  /** The signature that stands for the encrypted thoughts. */
  static String signed(String data) {
    return Signer.ANTHROPIC.signed(MARK + data);
  }

  /** The encrypted thoughts that a proof stands for; empty when it is a proof. */
  static Optional<String> data(String proof) {
    return proof.startsWith(MARK) ? Optional.of(proof.substring(MARK.length())) : Optional.empty();
  }
}

package dev.millrace.dialect;

import java.util.Arrays;
import java.util.Optional;

/**
 * Who signs thoughts and calls: the providers of a dialect. Only they take a proof of theirs back,
 * and refuse any other. So the neutral conversation names the signer before each proof, such as
 * {@code anthropic:c2ln}. A caller whose own protocol is the signer's gets the bare proof; any
 * other gets, and sends back, what the neutral conversation has.
 */
public enum Signer {
  CHAT("openai-chat"),
  RESPONSES("openai-responses"),
  ANTHROPIC("anthropic"),
  GEMINI("gemini");

  private final String word;
  private final String mark;

  Signer(String word) {
    this.word = word;
    this.mark = word + ":";
  }

  /** The {@link Dialect#word()}. */
  public String word() {
    return word;
  }

  /** The signature whose proof an upstream of this dialect gave. */
  public String signed(String proof) {
    return mark + proof;
  }

  /** The signature that a caller of this dialect sends; a bare one is this dialect's own. */
  public String heard(String sent) {
    return isSignature(sent) ? sent : signed(sent);
  }

  /** What a caller of this dialect gets of a signature; {@link #heard} makes it the same again. */
  public String told(String signature) {
    return own(signature).filter(proof -> !isSignature(proof)).orElse(signature);
  }

  /** The proof, when this dialect's providers gave it; nothing else may be sent to them. */
  public Optional<String> own(String signature) {
    return signature.startsWith(mark)
        ? Optional.of(signature.substring(mark.length()))
        : Optional.empty();
  }

  /** Whether it names its signer, and so is no bare proof: those have no colons. */
  public static boolean isSignature(String text) {
    return Arrays.stream(values()).anyMatch(signer -> text.startsWith(signer.mark));
  }
}

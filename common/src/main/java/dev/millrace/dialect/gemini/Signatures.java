package dev.millrace.dialect.gemini;

import dev.millrace.dialect.Signer;
import java.util.Optional;

/**
 * Proofs of thought. The models from Gemini 3 on refuse a call in the history that is not signed;
 * calls that another model made go with words that ask not to look, as the reference tells.
 */
final class Signatures {
  static final String NOT_CHECKED = "skip_thought_signature_validator";

  private Signatures() {}

  static boolean isReal(String signature) {
    return !signature.isEmpty() && !signature.equals(NOT_CHECKED);
  }

  /** Older models check none, and are not known to take the words. */
  static boolean areWantedBy(String model) {
    return !model.contains("gemini-1") && !model.contains("gemini-2");
  }

  /** The proof, when a provider of this protocol gave it; the field is one of bytes. */
  static Optional<String> own(String signature) {
    return Signer.GEMINI
        .own(signature)
        .filter(proof -> !proof.isEmpty() && Base64Text.isOne(proof));
  }

  /** What a caller gets of a signature: clients take the field for bytes, so another's is such. */
  static String told(String signature) {
    return Signer.GEMINI
        .own(signature)
        .filter(proof -> anothers(proof).isEmpty())
        .orElseGet(() -> Base64Text.of(signature));
  }

  /** The signature that a caller sends. */
  static String heard(String sent) {
    return anothers(sent).orElseGet(() -> Signer.GEMINI.signed(sent));
  }

  /** The signature that bytes spell out. */
  private static Optional<String> anothers(String sent) {
    return Base64Text.spelled(sent).filter(Signer::isSignature);
  }
}

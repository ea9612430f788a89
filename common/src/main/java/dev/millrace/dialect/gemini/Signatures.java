package dev.millrace.dialect.gemini;

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

  /** The field is one of bytes: a proof in another form, which another provider gave, is none. */
  static boolean isWritable(String signature) {
    return !signature.isEmpty() && Base64Text.isOne(signature);
  }
}

package dev.millrace.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/**
 * Places at which a body may hold proofs of thought that providers of another dialect gave. An
 * upstream refuses those, so such a body cannot pass through.
 */
public final class ForeignProofs {
  private final Signer signer;
  private final UnaryOperator<String> heard;
  private final Places places;

  private ForeignProofs(Signer signer, UnaryOperator<String> heard, Places places) {
    this.signer = signer;
    this.heard = heard;
    this.places = places;
  }

  /** Where callers of the signer's dialect send proofs. */
  public static ForeignProofs of(Signer signer, String... paths) {
    return new ForeignProofs(signer, signer::heard, Places.at(paths));
  }

  /**
   * Likewise, where the dialect has a form of its own for them.
   *
   * @param heard the signature that a caller sends
   */
  public static ForeignProofs of(Signer signer, UnaryOperator<String> heard, String... paths) {
    return new ForeignProofs(signer, heard, Places.at(paths));
  }

  public boolean areIn(ObjectNode body) {
    var found = new AtomicBoolean();
    places.each(
        body,
        (path, value) -> {
          if (value.isTextual() && signer.own(heard.apply(value.textValue())).isEmpty()) {
            found.set(true);
          }
        });
    return found.get();
  }
}

package dev.millrace.webhook;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Decides whether an address that a caller gave may be called from inside our network. */
public interface TargetGuard {
  /**
   * What is wrong with the address, in a sentence for its caller; empty when it may be called.
   * Names are resolved, and every address that they stand for must be public. Never fails.
   */
  Uni<Optional<String>> problem(String url);
}

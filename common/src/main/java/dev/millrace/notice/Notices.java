package dev.millrace.notice;

import io.smallrye.mutiny.Uni;
import java.util.function.Consumer;

/** Tells all processes. Contract: NoticesContract. */
public interface Notices {
  /**
   * Tells everybody, this process included. Fails when that cannot be done now; then nobody may
   * have heard it, or everybody.
   */
  Uni<Void> tell(Notice notice);

  /**
   * Hears what is told from now on, for as long as the process lives. Called on a thread of its
   * own, one notice after the other; must not block for long.
   */
  void follow(Consumer<Notice> follower);
}

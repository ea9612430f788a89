package dev.millrace.file;

import dev.millrace.account.AccountId;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The files that inputs name. */
public interface InputFiles {
  /**
   * Those of the ids that this account may name: its own, public ones, and those of public
   * requests. One look-up. What does not come back does not exist for it.
   */
  Uni<List<Found>> find(AccountId account, Collection<UUID> ids, Instant now);

  /** How long the files of a request's output live after its end; empty: for ever. */
  Uni<Optional<Duration>> outputLife(RequestId request);

  /** What stands behind an id. */
  sealed interface Found {
    UUID id();

    /**
     * Its bytes can be read.
     *
     * @param own whether it is the account's own
     */
    record Ready(StoredFile file, boolean own) implements Found {
      @Override
      public UUID id() {
        return file.id();
      }
    }

    /** It was a file until then. */
    record Expired(UUID id, Instant at) implements Found {}

    /** An upload of the account's own that nobody has said to be complete. */
    record Unfinished(UUID id) implements Found {}
  }
}

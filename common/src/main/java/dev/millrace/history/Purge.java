package dev.millrace.history;

import dev.millrace.account.AccountId;
import dev.millrace.file.StoredFile;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Deletes what went in and what came out, before its time. */
public interface Purge {
  /**
   * Deletes the payloads of a request that has ended and is not public; from then on its files
   * cannot be read either.
   *
   * @return when that was done first; empty when there is no such request of this account
   */
  Uni<Optional<Instant>> purge(AccountId account, RequestId id, Instant now);

  /** The files of its output that are still known. */
  Uni<List<StoredFile>> filesOf(AccountId account, RequestId id);

  /** Forgets files whose bytes are gone. */
  Uni<Void> forget(AccountId account, List<UUID> files);
}

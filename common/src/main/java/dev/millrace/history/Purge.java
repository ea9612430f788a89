package dev.millrace.history;

import dev.millrace.account.AccountId;
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

  /**
   * Takes away the files of its output. Their objects are doomed from then on: they are deleted
   * sooner or later, whatever happens to the caller.
   */
  Uni<List<DoomedFile>> doomOutputs(AccountId account, RequestId id, Instant now);

  /**
   * A file that is no more.
   *
   * @param keys of its objects, which may still be stored
   */
  record DoomedFile(UUID id, String name, List<String> keys) {
    public DoomedFile {
      keys = List.copyOf(keys);
    }
  }
}

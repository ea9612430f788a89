package dev.millrace.file;

import dev.millrace.account.AccountId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** An account's files, as it looks for them and keeps order among them. */
public interface Shelf {
  /**
   * One account's files that pass the filter. Those that have expired are left out.
   *
   * <p>Fails with {@link dev.millrace.fault.FaultCode#SEARCH_TOO_WIDE} when they are not found in
   * the time that one search may take.
   */
  Uni<ShelfPage> list(AccountId account, ShelfFilter filter, ShelfSlice slice, Instant now);

  /** How many of what sort pass the filter; fails as {@link #list} does. */
  Uni<ShelfFacets> facets(AccountId account, ShelfFilter filter, Instant now);

  /** A file of this account, also one that has expired lately. */
  Uni<Optional<ShelvedFile>> find(AccountId account, UUID id);

  /** What it is to requests, the latest first; the one that made it ahead of all. */
  Uni<List<FileRequest>> requestsOf(UUID id, int atMost);

  /**
   * Changes a file that can be read.
   *
   * @return whether the account has such a file
   */
  Uni<Boolean> change(AccountId account, UUID id, FileChange change, Instant now);

  /**
   * Deletes a file: nobody can read it any more, and its objects are doomed.
   *
   * @return whether the account had such a file
   */
  Uni<Boolean> delete(AccountId account, UUID id, Instant now);
}

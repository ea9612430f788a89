package dev.millrace.file;

import dev.millrace.account.AccountId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Uploads that have begun and are no files yet. */
public interface Uploads {
  /**
   * Keeps an upload that begins now.
   *
   * @param mostUnfinished uploads that an account may have under way
   * @return false when it has that many; nothing was kept then
   */
  Uni<Boolean> begin(Upload upload, int mostUnfinished);

  /** Of this account. */
  Uni<Optional<Upload>> find(AccountId account, UUID id);

  /** Whoever's it is; for callers that came with a token of ours that names it. */
  Uni<Optional<Upload>> find(UUID id);

  /**
   * Makes it a file, once: whoever comes second gets the file that the first one made.
   *
   * @param found what the bytes are
   * @return empty when there is neither upload nor file of this id
   */
  Uni<Optional<StoredFile>> finish(UUID id, Found found, Instant at);

  /** Gives it up: its row goes, and its objects are doomed. False when there is none. */
  Uni<Boolean> drop(UUID id, Instant at);

  /** Those that should have been complete by then, oldest first. */
  Uni<List<Upload>> overdue(Instant at, int atMost);

  /**
   * What was found in the store.
   *
   * @param sha256 64 hexadecimal digits; empty when it is not known
   */
  record Found(long size, String contentType, Optional<String> sha256) {}
}

package dev.millrace.file;

import dev.millrace.account.AccountId;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Uploads that have begun and are no files yet. Contract: UploadsContract. */
public interface Uploads {
  /** Keeps an upload that begins now, if the account has room for it; else nothing is kept. */
  Uni<Begun> begin(Upload upload, Room room);

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

  /**
   * Says anew how long its file will live.
   *
   * @param life from the completion; empty: for ever
   */
  Uni<Void> keepFor(UUID id, Optional<Duration> life);

  /** Gives it up: its row goes, and its objects are doomed. False when there is none. */
  Uni<Boolean> drop(UUID id, Instant at);

  /**
   * Those at which somebody has to look now, because their bytes may have come or their time is
   * over. Whoever gets one is the only one for a while: it comes again ever more seldom.
   */
  Uni<List<Upload>> due(Instant at, int atMost);

  /** Which of the store's own ids of multipart uploads belong to an upload. */
  Uni<Set<String>> knownMultiparts(Collection<String> multipartIds);

  /** What became of a beginning. */
  enum Begun {
    KEPT,
    /** The account has as many uploads under way as it may. */
    TOO_MANY_UNFINISHED,
    /** Its files and its uploads have as many bytes as they may. */
    TOO_MANY_BYTES
  }

  /**
   * What an account may have.
   *
   * @param mostUnfinished uploads under way; such as are past their time do not count
   * @param storedBytes of all its files and of what its uploads declare; empty: no limit
   */
  record Room(int mostUnfinished, Optional<Long> storedBytes) {}

  /**
   * What was found in the store.
   *
   * @param sha256 64 hexadecimal digits; empty when it is not known
   */
  record Found(long size, String contentType, Optional<String> sha256) {}
}

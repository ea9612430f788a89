package dev.millrace.file;

import dev.millrace.account.AccountId;
import java.time.Instant;
import java.util.Optional;

/**
 * A file as somebody who may read it finds it.
 *
 * @param account whose it is
 * @param endsAt when it expires; empty: never
 * @param expiredAt since when its bytes are gone
 */
public record ReadableFile(
    AccountId account,
    StoredFile file,
    Thumbnail thumbnail,
    Optional<Instant> endsAt,
    Optional<Instant> expiredAt) {

  /**
   * Since when it cannot be read; empty while it can. A file is past its time from that moment on,
   * not only from the next round of upkeep.
   */
  public Optional<Instant> goneSince(Instant now) {
    return expiredAt.or(() -> endsAt.filter(end -> !end.isAfter(now)));
  }

  /** Where its thumbnail lies, if it has one. */
  public String thumbnailKey() {
    return "thumbnails/" + account.value() + "/" + file.id();
  }
}

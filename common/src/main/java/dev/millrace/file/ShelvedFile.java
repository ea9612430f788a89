package dev.millrace.file;

import dev.millrace.account.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A file as its owner manages it.
 *
 * @param isPublic whether anyone who has its URL may read it
 * @param favourite whether its owner marked it; it does not expire while he does
 * @param tags in the order of their names
 */
public record ShelvedFile(
    StoredFile file,
    AccountId account,
    Source source,
    Life life,
    boolean isPublic,
    boolean favourite,
    boolean hasThumbnail,
    List<Tag> tags) {

  public ShelvedFile {
    tags = List.copyOf(tags);
  }

  /** Where a file came from. */
  public enum Source {
    /** Its owner brought it. */
    UPLOAD,
    /** A request made it. */
    OUTPUT,
    /** We fetched it for a request from elsewhere. */
    EXTERNAL;

    /** As it is stored. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** As it was stored. */
    public static Source of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * When a file came, and when it goes.
   *
   * @param endsAt when it expires as things stand: never while it is a favourite, has a tag or is
   *     an input of a request
   * @param expiredAt its bytes are gone since then
   */
  public record Life(Instant createdAt, Optional<Instant> endsAt, Optional<Instant> expiredAt) {

    /** Since when it cannot be read any more; empty while it can. */
    public Optional<Instant> overSince(Instant now) {
      return expiredAt.or(() -> endsAt.filter(end -> !end.isAfter(now)));
    }
  }
}

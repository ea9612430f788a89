package dev.millrace.api.files.read;

import dev.millrace.api.files.FilesConfig;
import dev.millrace.blob.BlobStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Signs URLs of the store, each for no longer than its file lives. */
@ApplicationScoped
class Links {
  private static final Duration LEAST = Duration.ofSeconds(1);

  private final BlobStore blobs;
  private final FilesConfig config;
  private final InstantSource clock;

  Links(BlobStore blobs, FilesConfig config, InstantSource clock) {
    this.blobs = blobs;
    this.config = config;
    this.clock = clock;
  }

  /**
   * @param expiresIn empty: as long as the operator has it
   */
  LinkReply sign(Served served, Optional<Duration> expiresIn) {
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    var lasts = within(expiresIn.orElseGet(config::signedFor), served.endsAt(), now);
    return new LinkReply(blobs.signedGet(served.key(), served.shown(), lasts), now.plus(lasts));
  }

  private static Duration within(Duration wanted, Optional<Instant> end, Instant now) {
    return end.map(time -> Duration.ofSeconds(Duration.between(now, time).toSeconds()))
        .filter(left -> left.compareTo(wanted) < 0)
        .map(left -> left.compareTo(LEAST) < 0 ? LEAST : left)
        .orElse(wanted);
  }
}

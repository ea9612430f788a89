package dev.millrace.postgres.file;

import dev.millrace.blob.BlobStore;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/** Says in the store itself which database clears it up. */
final class StoreMark {
  /** Beside the places that are walked. */
  static final String KEY = "cleared-up-by";

  private static final int LONGEST = 64;

  private final BlobStore blobs;

  StoreMark(BlobStore blobs) {
    this.blobs = blobs;
  }

  /** Leaves our mark when there is none; fails when there is another's. */
  Uni<Void> check(UUID ours) {
    return blobs
        .bytes(KEY, LONGEST)
        .chain(found -> found.isEmpty() ? leave(ours) : compare(found, ours));
  }

  private Uni<Void> leave(UUID ours) {
    return blobs.put(KEY, "text/plain", ours.toString().getBytes(StandardCharsets.US_ASCII));
  }

  private static Uni<Void> compare(Optional<byte[]> found, UUID ours) {
    var mark =
        found.map(bytes -> new String(bytes, StandardCharsets.US_ASCII).strip()).orElseThrow();
    return mark.equals(ours.toString())
        ? Uni.createFrom().voidItem()
        : Uni.createFrom()
            .failure(
                new IllegalStateException(
                    "another database (%s) clears this store up, and ours is %s: two deployments share a bucket, or the database was made anew; give each its own bucket, or delete the object %s if the other is gone for good"
                        .formatted(mark, ours, KEY)));
  }
}

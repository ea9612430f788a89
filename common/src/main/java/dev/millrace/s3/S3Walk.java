package dev.millrace.s3;

import dev.millrace.blob.BlobWalk;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;

/** Goes through the keys of an S3 bucket. */
@ApplicationScoped
public class S3Walk implements BlobWalk {
  private final S3Access s3;

  S3Walk(S3Access s3) {
    this.s3 = s3;
  }

  @Override
  public Uni<List<Seen>> next(String prefix, String after, int atMost) {
    var page = ListObjectsV2Request.builder().bucket(s3.bucket()).prefix(prefix).maxKeys(atMost);
    if (!after.isEmpty()) {
      page.startAfter(after);
    }
    return Uni.createFrom()
        .completionStage(() -> s3.calls().listObjectsV2(page.build()))
        .map(
            answer ->
                answer.contents().stream()
                    .map(found -> new Seen(found.key(), written(found.lastModified())))
                    .toList());
  }

  /** An object whose age the store does not say counts as new, so nobody takes it for an orphan. */
  private static Instant written(Instant at) {
    return at == null ? Instant.MAX : at;
  }
}

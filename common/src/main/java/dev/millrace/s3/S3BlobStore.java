package dev.millrace.s3;

import dev.millrace.blob.BlobStore;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Bytes in an S3 bucket. */
@ApplicationScoped
public class S3BlobStore implements BlobStore {
  private static final Logger LOG = Logger.getLogger(S3BlobStore.class);

  private final S3Config config;
  private final S3AsyncClient client;
  private final S3Presigner presigner;

  S3BlobStore(S3Config config) {
    this.config = config;
    this.client = S3Clients.client(config);
    this.presigner = S3Clients.presigner(config);
  }

  void onStart(@Observes StartupEvent start) {
    if (config.makeBucket()) {
      makeBucket();
    }
  }

  @Override
  public Uni<Void> put(String key, String contentType, byte[] bytes) {
    return Uni.createFrom()
        .completionStage(
            () ->
                client.putObject(
                    put -> put.bucket(config.bucket()).key(key).contentType(contentType),
                    AsyncRequestBody.fromBytesUnsafe(bytes)))
        .replaceWithVoid();
  }

  @Override
  public URI signedGet(String key, String name, Duration validFor) {
    var signed =
        presigner.presignGetObject(
            request ->
                request
                    .signatureDuration(validFor)
                    .getObjectRequest(
                        get ->
                            get.bucket(config.bucket())
                                .key(key)
                                .responseContentDisposition(inline(name))));
    return URI.create(signed.url().toString());
  }

  @Override
  public Uni<Void> delete(String key) {
    return Uni.createFrom()
        .completionStage(
            () -> client.deleteObject(delete -> delete.bucket(config.bucket()).key(key)))
        .replaceWithVoid();
  }

  @Override
  public Uni<Void> reach() {
    return Uni.createFrom()
        .completionStage(() -> client.headBucket(head -> head.bucket(config.bucket())))
        .replaceWithVoid();
  }

  /** RFC 6266; the name is percent-encoded, so nothing in it can end the header. */
  private static String inline(String name) {
    return "inline; filename*=UTF-8''"
        + java.net.URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private void makeBucket() {
    try {
      client.createBucket(create -> create.bucket(config.bucket())).join();
      LOG.infof("made bucket %s", config.bucket());
    } catch (CompletionException e) {
      if (!isThere(e.getCause())) {
        throw new IllegalStateException(
            "cannot make or reach bucket %s; check millrace.s3.endpoint and the access key, or make the bucket and set millrace.s3.make-bucket=false"
                .formatted(config.bucket()),
            e.getCause());
      }
    }
  }

  private static boolean isThere(Throwable cause) {
    return cause instanceof BucketAlreadyOwnedByYouException
        || cause instanceof BucketAlreadyExistsException;
  }

  @PreDestroy
  void close() {
    presigner.close();
    client.close();
  }
}

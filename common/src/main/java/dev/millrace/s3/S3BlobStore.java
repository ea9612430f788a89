package dev.millrace.s3;

import dev.millrace.blob.BlobStore;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
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
  public URI signedGet(String key, Shown shown, Duration validFor) {
    var signed =
        presigner.presignGetObject(
            request ->
                request
                    .signatureDuration(validFor)
                    .getObjectRequest(
                        get ->
                            get.bucket(config.bucket())
                                .key(key)
                                .responseContentType(shown.contentType())
                                .responseContentDisposition(shown.disposition())));
    return URI.create(signed.url().toString());
  }

  @Override
  public Uni<Optional<Facts>> head(String key) {
    return Uni.createFrom()
        .completionStage(
            () ->
                client.headObject(
                    head ->
                        head.bucket(config.bucket()).key(key).checksumMode(ChecksumMode.ENABLED)))
        .map(S3BlobStore::facts)
        .map(Optional::of)
        .onFailure(NoSuchKeyException.class)
        .recoverWithItem(Optional.empty());
  }

  private static Facts facts(HeadObjectResponse head) {
    // A checksum of a multipart object is one of its parts' checksums, which nobody declared.
    var whole =
        Optional.ofNullable(head.checksumSHA256())
            .filter(checksum -> !checksum.contains("-"))
            .map(checksum -> HexFormat.of().formatHex(Base64.getDecoder().decode(checksum)));
    return new Facts(head.contentLength(), head.contentType(), whole, head.lastModified());
  }

  @Override
  public Uni<Optional<byte[]>> bytes(String key, int atMost) {
    return head(key)
        .chain(
            found ->
                found.isEmpty()
                    ? Uni.createFrom().item(Optional.empty())
                    : whole(key, found.get(), atMost));
  }

  private Uni<Optional<byte[]>> whole(String key, Facts facts, int atMost) {
    if (facts.size() > atMost) {
      return Uni.createFrom()
          .failure(
              new FaultException(
                  FaultCode.FILE_TOO_LARGE,
                  "the file has %d bytes; here it may have %d at most"
                      .formatted(facts.size(), atMost)));
    }
    return Uni.createFrom()
        .completionStage(
            () ->
                client.getObject(
                    get -> get.bucket(config.bucket()).key(key),
                    AsyncResponseTransformer.toBytes()))
        .map(ResponseBytes::asByteArrayUnsafe)
        .map(Optional::of)
        .onFailure(NoSuchKeyException.class)
        .recoverWithItem(Optional.empty());
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

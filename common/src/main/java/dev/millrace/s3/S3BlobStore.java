package dev.millrace.s3;

import dev.millrace.blob.BlobStore;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Bytes in an S3 bucket. */
@ApplicationScoped
public class S3BlobStore implements BlobStore {
  private final S3Access s3;

  S3BlobStore(S3Access s3) {
    this.s3 = s3;
  }

  @Override
  public Uni<Void> put(String key, String contentType, byte[] bytes) {
    return Uni.createFrom()
        .completionStage(
            () ->
                s3.calls()
                    .putObject(
                        put -> put.bucket(s3.bucket()).key(key).contentType(contentType),
                        AsyncRequestBody.fromBytesUnsafe(bytes)))
        .replaceWithVoid();
  }

  @Override
  public URI signedGet(String key, Shown shown, Duration validFor) {
    var signed =
        s3.presigner()
            .presignGetObject(
                request ->
                    request
                        .signatureDuration(validFor)
                        .getObjectRequest(
                            get ->
                                get.bucket(s3.bucket())
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
                s3.calls()
                    .headObject(
                        head ->
                            head.bucket(s3.bucket()).key(key).checksumMode(ChecksumMode.ENABLED)))
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
                s3.calls()
                    .getObject(
                        get -> get.bucket(s3.bucket()).key(key),
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
            () -> s3.calls().deleteObject(delete -> delete.bucket(s3.bucket()).key(key)))
        .replaceWithVoid();
  }

  @Override
  public Uni<Void> reach() {
    return Uni.createFrom()
        .completionStage(() -> s3.calls().headBucket(head -> head.bucket(s3.bucket())))
        .replaceWithVoid();
  }
}

package dev.millrace.s3;

import dev.millrace.blob.BlobStreams;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Pattern;
import mutiny.zero.flow.adapters.AdaptersToFlow;
import mutiny.zero.flow.adapters.AdaptersToReactiveStreams;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.async.ResponsePublisher;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** Bytes to and from an S3 bucket as they flow. */
@ApplicationScoped
public class S3Streams implements BlobStreams {
  /** What one PUT takes by S3's own rule. */
  private static final long MOST_IN_ONE_PUT = 5L << 30;

  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+)");

  private final S3Access s3;
  private final PartBuffers buffers;

  S3Streams(S3Access s3, S3Config config) {
    this.s3 = s3;
    this.buffers = new PartBuffers(config.partBuffers());
  }

  @Override
  public Uni<Written> write(String key, String contentType, Multi<ByteBuffer> bytes, long atMost) {
    return Uni.createFrom()
        .deferred(() -> new PartedWrite(s3, buffers, key, contentType, bytes, atMost).run());
  }

  @Override
  public Uni<Written> writeExactly(
      String key, String contentType, long size, Multi<ByteBuffer> bytes) {
    if (size > MOST_IN_ONE_PUT) {
      var exact = new ExactBytes(bytes, size);
      return write(key, contentType, Multi.createFrom().publisher(exact), size);
    }
    var exact = new ExactBytes(bytes, size);
    return Uni.createFrom()
        .completionStage(
            () ->
                s3.streams()
                    .putObject(
                        put ->
                            put.bucket(s3.bucket())
                                .key(key)
                                .contentType(contentType)
                                .contentLength(size),
                        body(exact)))
        .onFailure()
        .transform(failure -> exact.failure().orElse(failure))
        .map(stored -> new Written(size, exact.sha256()));
  }

  @Override
  public Uni<WrittenPart> writePart(
      String key, String multipartId, int number, long size, Multi<ByteBuffer> bytes) {
    var exact = new ExactBytes(bytes, size);
    return Uni.createFrom()
        .completionStage(
            () ->
                s3.streams()
                    .uploadPart(
                        part ->
                            part.bucket(s3.bucket())
                                .key(key)
                                .uploadId(multipartId)
                                .partNumber(number)
                                .contentLength(size),
                        body(exact)))
        .onFailure()
        .transform(failure -> Refusals.ofParts(exact.failure().orElse(failure)))
        .map(UploadPartResponse::eTag)
        .map(etag -> new WrittenPart(Etags.bare(etag), size));
  }

  private static AsyncRequestBody body(ExactBytes exact) {
    return AsyncRequestBody.fromPublisher(AdaptersToReactiveStreams.publisher(exact));
  }

  @Override
  public Uni<Optional<Reading>> read(String key, Optional<ByteRange> range) {
    var get = GetObjectRequest.builder().bucket(s3.bucket()).key(key);
    range.ifPresent(wanted -> get.range(header(wanted)));
    return Uni.createFrom()
        .completionStage(
            () ->
                s3.streams()
                    .getObject(
                        get.build(), AsyncResponseTransformer.<GetObjectResponse>toPublisher()))
        .map(S3Streams::reading)
        .map(Optional::of)
        .onFailure(NoSuchKeyException.class)
        .recoverWithItem(Optional.empty());
  }

  private static String header(ByteRange range) {
    return "bytes=" + range.first() + "-" + range.last().map(String::valueOf).orElse("");
  }

  private static Reading reading(ResponsePublisher<GetObjectResponse> answer) {
    var response = answer.response();
    var bytes = Multi.createFrom().publisher(AdaptersToFlow.publisher(answer));
    long length = response.contentLength();
    if (response.contentRange() == null) {
      return new Reading(response.contentType(), length, 0, length, bytes);
    }
    var range = CONTENT_RANGE.matcher(response.contentRange());
    if (!range.matches()) {
      throw new IllegalStateException(
          "the store answered a range in words we do not know: " + response.contentRange());
    }
    return new Reading(
        response.contentType(),
        Long.parseLong(range.group(2)),
        Long.parseLong(range.group(1)),
        length,
        bytes);
  }
}

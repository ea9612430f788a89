package dev.millrace.s3;

import dev.millrace.blob.BlobStreams.Written;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;

/**
 * One write of unknown size: one PUT when all of it fits into a part, else a multipart upload that
 * fills one part while it sends another.
 */
final class PartedWrite {
  private static final Logger LOG = Logger.getLogger(PartedWrite.class);

  private final S3Access s3;
  private final PartBuffers buffers;
  private final String key;
  private final String contentType;
  private final PartSizes sizes;
  private final PartSource source;
  private final Set<PartBuffers.Place> places = ConcurrentHashMap.newKeySet();
  private final List<CompletedPart> sent = new ArrayList<>();
  private CompletableFuture<CreateMultipartUploadResponse> beginning;
  private Ready next;

  /** A part that may be sent. */
  private record Ready(PartSource.Filled filled, PartBuffers.Place place) {}

  PartedWrite(
      S3Access s3,
      PartBuffers buffers,
      String key,
      String contentType,
      Multi<ByteBuffer> bytes,
      long atMost) {
    this.s3 = s3;
    this.buffers = buffers;
    this.key = key;
    this.contentType = contentType;
    this.sizes = new PartSizes(atMost);
    this.source = new PartSource(bytes, atMost);
  }

  Uni<Written> run() {
    return fill(1)
        .chain(first -> first.filled().last() ? putWhole(first) : inParts(first))
        .replaceWith(() -> new Written(source.size(), source.sha256()))
        .onFailure()
        .call(failure -> undo())
        .onCancellation()
        .invoke(() -> undo().subscribe().with(done -> {}))
        .onTermination()
        .invoke(this::letGo);
  }

  private Uni<Ready> fill(int number) {
    var place = buffers.take();
    places.add(place);
    return place
        .ready()
        .chain(() -> source.fill(sizes.of(number)))
        .map(filled -> new Ready(filled, place));
  }

  private Uni<Void> putWhole(Ready whole) {
    var checksum = source.checksum();
    return Uni.createFrom()
        .completionStage(
            () ->
                s3.calls()
                    .putObject(
                        put ->
                            put.bucket(s3.bucket())
                                .key(key)
                                .contentType(contentType)
                                .checksumSHA256(checksum),
                        whole.filled().part().body()))
        .replaceWithVoid();
  }

  private Uni<Void> inParts(Ready first) {
    next = first;
    return begin()
        .chain(
            multipartId ->
                Multi.createBy()
                    .repeating()
                    .uni(() -> sendAndFill(multipartId))
                    .whilst(goesOn -> goesOn)
                    .collect()
                    .last()
                    .chain(() -> complete(multipartId)));
  }

  /** A copy is waited for: who cancels must still learn what is to be given up. */
  private Uni<String> begin() {
    beginning =
        s3.calls()
            .createMultipartUpload(
                create -> create.bucket(s3.bucket()).key(key).contentType(contentType));
    return Uni.createFrom()
        .completionStage(beginning.copy())
        .map(CreateMultipartUploadResponse::uploadId);
  }

  /** Whether there is more to send. */
  private Uni<Boolean> sendAndFill(String multipartId) {
    var ready = next;
    next = null;
    var number = sent.size() + 1;
    var sending = send(multipartId, number, ready);
    if (ready.filled().last()) {
      return sending.replaceWith(false);
    }
    return Uni.combine()
        .all()
        .unis(sending, fill(number + 1))
        .asTuple()
        .map(
            both -> {
              next = both.getItem2();
              return next.filled().part().size() > 0;
            });
  }

  private Uni<Void> send(String multipartId, int number, Ready ready) {
    return Uni.createFrom()
        .completionStage(
            () ->
                s3.calls()
                    .uploadPart(
                        part ->
                            part.bucket(s3.bucket())
                                .key(key)
                                .uploadId(multipartId)
                                .partNumber(number),
                        ready.filled().part().body()))
        .invoke(
            stored ->
                sent.add(CompletedPart.builder().partNumber(number).eTag(stored.eTag()).build()))
        .onTermination()
        .invoke(() -> giveBack(ready.place()))
        .replaceWithVoid();
  }

  private Uni<Void> complete(String multipartId) {
    return Uni.createFrom()
        .completionStage(
            () ->
                s3.calls()
                    .completeMultipartUpload(
                        complete ->
                            complete
                                .bucket(s3.bucket())
                                .key(key)
                                .uploadId(multipartId)
                                .multipartUpload(upload -> upload.parts(sent))))
        .replaceWithVoid();
  }

  /**
   * Leaves nothing under the key. What cannot be undone now is found by the upkeep later, and the
   * caller hears why the write failed, not why the undoing did.
   */
  private Uni<Void> undo() {
    source.close();
    var started = beginning;
    Uni<Void> abort =
        started == null
            ? Uni.createFrom().voidItem()
            : Uni.createFrom()
                .completionStage(started.copy())
                .chain(begun -> abort(begun.uploadId()));
    return abort
        .onFailure()
        .invoke(failure -> LOG.debugf(failure, "the multipart upload of %s is not given up", key))
        .onFailure()
        .recoverWithNull()
        .chain(this::delete)
        .onFailure()
        .invoke(failure -> LOG.warnf(failure, "what a failed write left under %s may remain", key))
        .onFailure()
        .recoverWithNull();
  }

  private Uni<Void> abort(String multipartId) {
    return Uni.createFrom()
        .completionStage(
            () ->
                s3.calls()
                    .abortMultipartUpload(
                        abort -> abort.bucket(s3.bucket()).key(key).uploadId(multipartId)))
        .replaceWithVoid();
  }

  private Uni<Void> delete() {
    return Uni.createFrom()
        .completionStage(
            () -> s3.calls().deleteObject(delete -> delete.bucket(s3.bucket()).key(key)))
        .replaceWithVoid();
  }

  private void giveBack(PartBuffers.Place place) {
    places.remove(place);
    place.giveBack();
  }

  private void letGo() {
    places.forEach(PartBuffers.Place::giveBack);
  }
}

package dev.millrace.api.relay;

import dev.millrace.account.Plans;
import dev.millrace.api.files.LifecycleHeader;
import dev.millrace.api.http.key.Caller;
import dev.millrace.api.relay.ChunkReader.Read;
import dev.millrace.blob.BlobStore;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.file.Chunk;
import dev.millrace.file.ChunkBoard;
import dev.millrace.file.Chunks;
import dev.millrace.file.ContentType;
import dev.millrace.file.Files;
import dev.millrace.file.Intake;
import dev.millrace.file.StoredFile;
import dev.millrace.file.Upload;
import dev.millrace.file.Uploads;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Takes a file chunk by chunk; the one that makes it whole has it put together. */
@ApplicationScoped
public class ChunkDesk {
  private final Intake intake;
  private final Plans plans;
  private final LifecycleHeader lifecycle;
  private final Uploads uploads;
  private final Files files;
  private final BlobStore blobs;
  private final Chunks chunks;
  private final ChunkJoiner joiner;
  private final IncomingConfig config;

  ChunkDesk(
      Intake intake,
      Plans plans,
      LifecycleHeader lifecycle,
      Uploads uploads,
      Files files,
      BlobStore blobs,
      Chunks chunks,
      ChunkJoiner joiner,
      IncomingConfig config) {
    this.intake = intake;
    this.plans = plans;
    this.lifecycle = lifecycle;
    this.uploads = uploads;
    this.files = files;
    this.blobs = blobs;
    this.chunks = chunks;
    this.joiner = joiner;
    this.config = config;
  }

  /**
   * What became of it.
   *
   * @param board what is there while the file is not whole
   * @param file once it is
   */
  record Taken(UUID upload, Optional<ChunkBoard> board, Optional<StoredFile> file) {}

  /** Fails with a {@link FaultException} as the reader, the intake and the board do. */
  Uni<Taken> take(Caller caller, ChunkBody body, Read chunk, MultiMap headers) {
    return chunk
        .upload()
        .map(id -> known(caller, id))
        .orElseGet(() -> begun(caller, body, headers).map(Optional::of))
        .chain(
            upload ->
                upload.isPresent()
                    ? keep(upload.get(), chunk)
                    : whole(caller, chunk.upload().orElseThrow()));
  }

  private Uni<Optional<Upload>> known(Caller caller, UUID id) {
    return uploads
        .find(caller.account(), id)
        .invoke(
            upload -> {
              if (upload.isPresent() && upload.get().way() != Upload.Way.CHUNKS) {
                throw new FaultException(
                    FaultCode.UPLOAD_INVALID, "this upload does not come in chunks");
              }
            });
  }

  private Uni<Upload> begun(Caller caller, ChunkBody body, MultiMap headers) {
    var plan = plans.named(caller.plan());
    var asked =
        new Intake.Asked(
            body.fileName(),
            body.contentType(),
            null,
            body.fileSha256(),
            body.isPublic(),
            lifecycle.life(headers, plan.fileLife()));
    var upload =
        intake.checked(
            caller.account(), plan, Upload.Way.CHUNKS, asked, config.maxChunked().asLongValue());
    return intake.keep(upload, plan);
  }

  /** A chunk that comes again when the file is whole already. */
  private Uni<Taken> whole(Caller caller, UUID id) {
    return files
        .find(caller.account(), id)
        .map(file -> new Taken(id, Optional.empty(), Optional.of(file.orElseThrow(Landing::gone))));
  }

  /**
   * The board is asked before a byte is stored, and again by whoever writes on it. The key holds a
   * part of the checksum, so that of two different chunks of one number neither overwrites the
   * other; the one that nobody names is swept away in time.
   */
  private Uni<Taken> keep(Upload upload, Read read) {
    var chunk =
        new Chunk(
            read.number(),
            "chunks/%s/%d/%s".formatted(upload.id(), read.number(), read.sha256().substring(0, 16)),
            read.bytes().length,
            read.sha256());
    return chunks
        .board(upload.id())
        .invoke(board -> board.orElseThrow(Landing::gone).with(chunk, read.said()))
        .chain(() -> blobs.put(chunk.key(), ContentType.UNKNOWN, read.bytes()))
        .chain(() -> chunks.keep(upload.id(), chunk, read.said()))
        .map(board -> board.orElseThrow(Landing::gone))
        .chain(board -> joinedIfWhole(upload, board));
  }

  private Uni<Taken> joinedIfWhole(Upload upload, ChunkBoard board) {
    return board.isWhole()
        ? joiner
            .join(upload, board)
            .map(file -> new Taken(upload.id(), Optional.of(board), Optional.of(file)))
        : Uni.createFrom().item(new Taken(upload.id(), Optional.of(board), Optional.empty()));
  }
}

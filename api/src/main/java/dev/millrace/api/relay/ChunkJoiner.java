package dev.millrace.api.relay;

import dev.millrace.blob.BlobStreams;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.file.Chunk;
import dev.millrace.file.ChunkBoard;
import dev.millrace.file.StoredFile;
import dev.millrace.file.Upload;
import dev.millrace.file.Uploads;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Optional;

/** Puts the chunks of an upload together, and makes a file of them. */
@ApplicationScoped
public class ChunkJoiner {
  private final BlobStreams streams;
  private final Landing landing;
  private final Places places;
  private final Uploads uploads;
  private final InstantSource clock;

  ChunkJoiner(
      BlobStreams streams, Landing landing, Places places, Uploads uploads, InstantSource clock) {
    this.streams = streams;
    this.landing = landing;
    this.places = places;
    this.uploads = uploads;
    this.clock = clock;
  }

  /**
   * The file. Fails with FILE_MISMATCH when the whole is not what was declared: then the upload is
   * given up, since no chunk of it can be changed any more.
   */
  Uni<StoredFile> join(Upload upload, ChunkBoard board) {
    var type = upload.declared().contentType();
    var size = board.size();
    var expected = new Expected(type, Optional.of(size), board.sha256(), board.largest());
    var cargo = new Cargo(expected, Optional.of(size), bytes(board));
    return places
        .in(upload.account(), () -> landing.take(upload, cargo))
        .onFailure(ChunkJoiner::isHopeless)
        .call(() -> uploads.drop(upload.id(), clock.instant()));
  }

  private Multi<ByteBuffer> bytes(ChunkBoard board) {
    return Multi.createFrom()
        .iterable(board.chunks())
        .onItem()
        .transformToMultiAndConcatenate(this::bytes);
  }

  private Multi<ByteBuffer> bytes(Chunk chunk) {
    return streams
        .read(chunk.key(), Optional.empty())
        .onItem()
        .transformToMulti(
            reading ->
                reading
                    .map(BlobStreams.Reading::bytes)
                    .orElseGet(() -> Multi.createFrom().failure(Landing.gone())));
  }

  private static boolean isHopeless(Throwable failure) {
    return failure instanceof FaultException known
        && known.fault().code() == FaultCode.FILE_MISMATCH;
  }
}

package dev.millrace.file;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.UUID;

/** Uploads that come chunk by chunk. */
public interface Chunks {
  /** What is there; empty when no such upload is under way. */
  Uni<Optional<ChunkBoard>> board(UUID upload);

  /**
   * Keeps a chunk whose bytes are in the store, and what was said with it. Fails as {@link
   * ChunkBoard#with} does; nothing changes then.
   *
   * @return what is there now; empty when no such upload is under way
   */
  Uni<Optional<ChunkBoard>> keep(UUID upload, Chunk chunk, ChunkBoard.Said said);
}

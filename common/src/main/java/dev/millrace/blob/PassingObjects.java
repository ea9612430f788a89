package dev.millrace.blob;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;

/** Objects that are written to be deleted again soon. */
public interface PassingObjects {
  /** Has the objects under these keys deleted then; said before they are written. */
  Uni<Void> doom(List<String> keys, Instant due);
}

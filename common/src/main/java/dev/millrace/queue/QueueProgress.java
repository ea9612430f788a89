package dev.millrace.queue;

import java.util.List;
import java.util.OptionalLong;

/** How far the workers have come, from offsets alone: the same cost at any depth of the queue. */
public interface QueueProgress {
  /** How many dispatch records of its partition are ahead of this one; empty while not known. */
  OptionalLong ahead(DispatchPosition position);

  /** The first offset of each partition that the workers have not acknowledged. */
  List<DispatchPosition> acknowledged();
}

package dev.millrace.queue;

import java.util.List;

/** How far the workers have come, from offsets alone: the same cost at any depth of the queue. */
public interface QueueProgress {
  /** How long the way still is for a request whose dispatch record stands here. */
  Waiting waiting(DispatchPosition position);

  /** The first offset of each partition that the workers have not acknowledged. */
  List<DispatchPosition> acknowledged();
}

package dev.millrace.kafka;

import dev.millrace.queue.DispatchPosition;
import dev.millrace.queue.StartRate;
import dev.millrace.queue.Waiting;
import java.time.Instant;
import java.util.OptionalDouble;

/** A lane's offsets and how fast they move. */
final class MeasuredLane {
  private final LaneOffsets offsets;
  private final StartRate rate = new StartRate();
  private volatile OptionalDouble perSecond = OptionalDouble.empty();

  MeasuredLane(LaneOffsets offsets) {
    this.offsets = offsets;
  }

  /** Called by one thread at a time. */
  void measure(Instant now) {
    if (offsets.isKnown()) {
      rate.see(now, offsets.allPassed(), offsets.allBacklog());
      perSecond = rate.perSecond();
    }
  }

  /** A position that is not known is said to be the first. */
  Waiting waiting(DispatchPosition at) {
    long position = Math.max(1, offsets.ahead(at.partition(), at.offset()).orElse(1));
    return new Waiting(position, StartRate.etaSeconds(position, perSecond));
  }
}

package dev.millrace.kafka;

import dev.millrace.queue.DispatchRecord;
import dev.millrace.queue.Lane;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Which partitions the records of one batch go to. While little waits they go together into a few:
 * what the broker and the workers do for a partition they do for each that a batch touches, however
 * many records it has there. A partition in which more waits takes no company, and no account that
 * floods has any; then each record goes where {@link StripeChoice} sends it.
 */
final class BatchChoice {
  /**
   * Over so many partitions a large batch spreads, so that several workers have their part of it.
   */
  static final int SPREAD = 8;

  /** So many go together before another partition is touched: no worker has too much with these. */
  static final int COMPANY = 8;

  /**
   * So much may wait in a partition that takes company: far less than workers read ahead of, and
   * among what they have read they are fair. More than seems to wait at full load, because ends are
   * heard of once a second.
   */
  static final int FEW = 128;

  private final StripeChoice single;
  private final Function<Lane, LaneOffsets> offsets;
  private final int company;
  private final Map<Lane, Run> runs = new EnumMap<>(Lane.class);

  /** The partition that the next records of a lane go to, and how many more it takes. */
  private record Run(int partition, int room) {}

  /**
   * @param records of the batch, in all lanes
   */
  BatchChoice(StripeChoice single, Function<Lane, LaneOffsets> offsets, int records) {
    this.single = single;
    this.offsets = offsets;
    this.company = Math.max(COMPANY, Math.ceilDiv(records, SPREAD));
  }

  /** Each record is to be counted as being sent before the next one asks. */
  int choose(DispatchRecord turn) {
    var lane = offsets.apply(turn.lane());
    var run = runs.get(turn.lane());
    if (run == null || run.room() == 0) {
      run = new Run(single.leastLoaded(lane, turn.request()), company);
    }
    runs.put(turn.lane(), new Run(run.partition(), run.room() - 1));
    return single.chooseInCompany(turn, lane, run.partition(), FEW);
  }
}

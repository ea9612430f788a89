package dev.millrace.kafka;

import dev.millrace.account.AccountId;
import dev.millrace.queue.DispatchRecord;
import dev.millrace.request.RequestId;
import java.time.InstantSource;

/**
 * Which partition a dispatch record goes to: the one with the least in it among its account's
 * stripes, and among all partitions for an account that has sent little lately. So a flood stays in
 * its own few partitions, and whoever sends a single request goes round all of them.
 *
 * <p>Equal ones are chosen among by bits of the request; so is everything while no offset is known.
 */
final class StripeChoice {
  private final Stripes stripes;
  private final RecentSenders senders;

  StripeChoice(Stripes stripes, InstantSource clock) {
    this.stripes = stripes;
    this.senders = new RecentSenders(clock);
  }

  /** The one of all partitions with the least in it, whoever sends. */
  int leastLoaded(LaneOffsets offsets, RequestId request) {
    return leastLoadedOfAll(offsets, bits(request));
  }

  /** For a record that has no company. */
  int choose(LaneOffsets offsets, AccountId account, RequestId request) {
    return choose(offsets, account, request, senders.sentLately(Stripes.seed(account)));
  }

  /**
   * For a record that may go to a partition with others of its batch, while little waits there and
   * its account does not flood.
   *
   * @param few so much may wait there
   */
  int chooseInCompany(DispatchRecord turn, LaneOffsets offsets, int partition, int few) {
    int sent = senders.sentLately(Stripes.seed(turn.account()));
    return sent <= RecentSenders.MUCH && offsets.load(partition) < few
        ? partition
        : choose(offsets, turn.account(), turn.request(), sent);
  }

  private int choose(LaneOffsets offsets, AccountId account, RequestId request, int sent) {
    return sent <= RecentSenders.LITTLE
        ? leastLoadedOfAll(offsets, bits(request))
        : leastLoaded(offsets, stripes.of(account), bits(request));
  }

  private static long bits(RequestId request) {
    return Stripes.mix(request.value().getLeastSignificantBits());
  }

  private int leastLoadedOfAll(LaneOffsets offsets, long bits) {
    int partitions = stripes.partitions();
    int best = (int) Long.remainderUnsigned(bits, partitions);
    long least = offsets.load(best);
    for (int i = 1, next = best; i < partitions && least > 0; i++) {
      next = next + 1 == partitions ? 0 : next + 1;
      long load = offsets.load(next);
      if (load < least) {
        least = load;
        best = next;
      }
    }
    return best;
  }

  private static int leastLoaded(LaneOffsets offsets, int[] candidates, long bits) {
    int start = (int) Long.remainderUnsigned(bits, candidates.length);
    int best = candidates[start];
    long least = offsets.load(best);
    for (int i = 1; i < candidates.length && least > 0; i++) {
      int next = candidates[(start + i) % candidates.length];
      long load = offsets.load(next);
      if (load < least) {
        least = load;
        best = next;
      }
    }
    return best;
  }
}

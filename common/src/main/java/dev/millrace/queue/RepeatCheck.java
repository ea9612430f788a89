package dev.millrace.queue;

import dev.millrace.account.AccountId;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.queue.Admission.Result;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides, in the order of arrival, which submissions repeat an earlier one. Those that are
 * admitted count as earlier for those that come after, and what a key stands for is the latest of
 * them.
 */
public final class RepeatCheck {
  private record Place(AccountId account, Digest key) {}

  private final Map<Place, KnownMark> before;
  private final Map<Place, KnownMark> known = new HashMap<>();
  private final Map<Place, KnownMark> fresh = new HashMap<>();

  /**
   * @param known what the keys stand for so far
   */
  public RepeatCheck(Collection<KnownMark> known) {
    known.forEach(mark -> this.known.put(placeOf(mark), mark));
    this.before = Map.copyOf(this.known);
  }

  /** What is answered instead of admitting it; empty for one that is new. */
  public Optional<Result> answer(Offer offer) {
    return offer
        .mark()
        .flatMap(
            mark ->
                Optional.ofNullable(known.get(new Place(offer.account(), mark.key())))
                    .filter(
                        first -> !first.at().plus(mark.within()).isBefore(offer.submission().at()))
                    .flatMap(first -> compared(mark, first)));
  }

  private static Optional<Result> compared(RepeatMark mark, KnownMark first) {
    return switch (mark.kind()) {
      case FIRST_SENDING -> Optional.empty();
      case NAMED, SENT_AGAIN ->
          Optional.of(
              mark.body().equals(first.body())
                  ? new Result.Replayed(first.request())
                  : new Result.Refused(reused(first)));
    };
  }

  private static Fault reused(KnownMark first) {
    return Fault.of(
            FaultCode.IDEMPOTENCY_KEY_REUSED,
            "this idempotency key came before with another body or for another model, as request %s; nothing was accepted now: use a new key for a new request"
                .formatted(first.request()))
        .with("firstRequestId", first.request().toString());
  }

  /** Counts an offer as admitted. */
  public void admitted(Offer offer) {
    offer
        .known()
        .ifPresent(
            mark -> {
              known.put(placeOf(mark), mark);
              fresh.put(placeOf(mark), mark);
            });
  }

  /** What is to be kept, one for each key. */
  public List<FreshMark> fresh() {
    return fresh.entrySet().stream()
        .map(
            entry ->
                new FreshMark(
                    entry.getValue(),
                    Optional.ofNullable(before.get(entry.getKey())).map(KnownMark::request)))
        .toList();
  }

  private static Place placeOf(KnownMark mark) {
    return new Place(mark.account(), mark.key());
  }
}

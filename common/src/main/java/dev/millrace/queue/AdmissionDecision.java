package dev.millrace.queue;

import dev.millrace.account.AccountId;
import dev.millrace.account.SpendCap;
import dev.millrace.money.Money;
import dev.millrace.queue.Admission.Result;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes of the offers of one transaction: which repeat an earlier one, and which of the
 * others the accounts' credit covers and their spend caps allow. A repetition costs nothing, and
 * what is refused leaves no mark.
 */
public final class AdmissionDecision {
  private final List<Optional<Result>> answers = new ArrayList<>();
  private final List<Submission> granted = new ArrayList<>();
  private final List<FreshMark> marks;

  /**
   * @param offers in the order of their arrival
   */
  public AdmissionDecision(
      List<Offer> offers,
      Map<AccountId, Money> available,
      Collection<SpendCap> caps,
      Collection<KnownMark> known) {
    var credit = new CreditCheck(available, caps);
    var repeats = new RepeatCheck(known);
    for (var offer : offers) {
      var answer =
          repeats
              .answer(offer)
              .or(() -> credit.refuse(offer.submission()).map(Result.Refused::new));
      answers.add(answer);
      if (answer.isEmpty()) {
        granted.add(offer.submission());
        repeats.admitted(offer);
      }
    }
    this.marks = repeats.fresh();
  }

  /** Those to be written, in the order of their arrival. */
  public List<Submission> granted() {
    return List.copyOf(granted);
  }

  /** What is to be known of them from now on, one for each key. */
  public List<FreshMark> marks() {
    return marks;
  }

  /**
   * The answers, in the order of the offers.
   *
   * @param positions of those granted
   */
  public List<Result> results(List<DispatchPosition> positions) {
    var next = positions.iterator();
    return answers.stream()
        .map(answer -> answer.orElseGet(() -> new Result.Admitted(next.next())))
        .toList();
  }
}

package dev.millrace.postgres.till;

import dev.millrace.account.Spender;
import dev.millrace.fault.FaultCode;
import dev.millrace.queue.Admission;
import dev.millrace.queue.Offer;
import dev.millrace.queue.Submission;
import dev.millrace.till.CreditRecall;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.inject.Inject;
import java.time.Duration;

/**
 * Refuses a submit for want of credit only when no api process holds any of it idle: otherwise that
 * is asked back first, and the submit tried again.
 */
@Decorator
@Priority(1)
class RecallingAdmission implements Admission {
  private final Admission admission;
  private final CreditRecall recall;
  private final Duration within;

  @Inject
  RecallingAdmission(@Delegate Admission admission, CreditRecall recall, TillConfig config) {
    this(admission, recall, config.recallWithin());
  }

  /**
   * Decorates by hand.
   *
   * @param within after which no submit is tried again
   */
  RecallingAdmission(Admission admission, CreditRecall recall, Duration within) {
    this.admission = admission;
    this.recall = recall;
    this.within = within;
  }

  @Override
  public Uni<Result> admit(Offer offer) {
    return Uni.createFrom().deferred(() -> admit(offer, System.nanoTime() + within.toNanos()));
  }

  private Uni<Result> admit(Offer offer, long until) {
    return admission
        .admit(offer)
        .chain(
            result ->
                isForWantOfCredit(result) && System.nanoTime() < until
                    ? recall
                        .recall(spender(offer.submission()), offer.submission().hold())
                        .chain(back -> back ? admit(offer, until) : Uni.createFrom().item(result))
                    : Uni.createFrom().item(result));
  }

  private static Spender spender(Submission submission) {
    return new Spender(submission.account(), submission.key());
  }

  private static boolean isForWantOfCredit(Result result) {
    return result instanceof Result.Refused(var fault)
        && (fault.code() == FaultCode.INSUFFICIENT_BALANCE
            || fault.code() == FaultCode.SPEND_CAP_REACHED);
  }
}

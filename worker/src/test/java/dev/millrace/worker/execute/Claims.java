package dev.millrace.worker.execute;

import static dev.millrace.queue.Submissions.aSubmission;

import dev.millrace.money.Money;
import dev.millrace.queue.Claim;
import dev.millrace.request.Deadlines;
import dev.millrace.route.Models;
import java.time.Instant;

/** Claims for tests. */
final class Claims {
  private Claims() {}

  static final Instant CLAIMED_AT = Instant.parse("2026-01-01T00:00:00Z");

  static Claim claim(int attempt, int deferrals, String held) {
    return claim(attempt, deferrals, held, Deadlines.NONE);
  }

  static Claim claim(int attempt, int deferrals, String held, Deadlines deadlines) {
    return claim(
        attempt, deferrals, held, new Claim.Origin(CLAIMED_AT, CLAIMED_AT, deadlines, true, false));
  }

  static Claim claim(int attempt, int deferrals, String held, Claim.Origin origin) {
    var submission = aSubmission().make();
    return new Claim(
        submission.id(),
        submission.account(),
        Models.NAME,
        attempt,
        deferrals,
        1,
        "{}",
        Money.parse(held),
        submission.rateCard(),
        "test",
        CLAIMED_AT,
        origin);
  }

  static Claim withInput(Claim claim, String input) {
    return new Claim(
        claim.request(),
        claim.account(),
        claim.model(),
        claim.attempt(),
        claim.deferrals(),
        claim.sequence(),
        input,
        claim.held(),
        claim.rateCard(),
        claim.correlationId(),
        claim.claimedAt(),
        claim.origin());
  }
}

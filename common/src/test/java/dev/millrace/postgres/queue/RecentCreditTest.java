package dev.millrace.postgres.queue;

import static dev.millrace.queue.Submissions.aSubmission;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.account.SpendCap;
import dev.millrace.money.Money;
import dev.millrace.queue.Digest;
import dev.millrace.queue.Offer;
import dev.millrace.queue.RepeatMark;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentCreditTest {
  private static final Money MUCH = Money.parse("1");

  private final AtomicLong nanos = new AtomicLong();
  private final RecentCredit recent = new RecentCredit(nanos::get);
  private final AccountId account = AccountId.next(Instant.now(), ThreadLocalRandom.current());
  private final UUID key = UUID.randomUUID();

  @Test
  void whoHadFarMoreThanEnoughHasEnough() {
    recent.seen(List.of(offer("0.05")), Map.of(account, MUCH), List.of());

    assertThat(recent.covering(List.of(offer("0.05"), offer("0.05"))))
        .contains(Map.of(account, MUCH));
    assertThat(recent.covering(List.of(offer("0.05"), offer("0.050000001")))).isEmpty();
  }

  @Test
  void ofAStrangerNothingIsKnown() {
    recent.seen(List.of(offer("0.01")), Map.of(account, MUCH), List.of());
    var stranger = new Offer(aSubmission().by(key).holding("0.01").make(), Optional.empty());

    assertThat(recent.covering(List.of(offer("0.01"), stranger))).isEmpty();
    assertThat(recent.covering(List.of(offerBy(UUID.randomUUID())))).isEmpty();
  }

  @Test
  void nothingIsKnownOfAnAccountThatIsNotThere() {
    recent.seen(List.of(offer("0.01")), Map.of(), List.of());

    assertThat(recent.covering(List.of(offer("0.01")))).isEmpty();
  }

  @Test
  void whomACapBoundsIsLookedAtEachTime() {
    var other = UUID.randomUUID();
    recent.seen(
        List.of(offer("0.01"), offerBy(other)), Map.of(account, MUCH), List.of(cap(account, key)));

    assertThat(recent.covering(List.of(offer("0.01")))).isEmpty();
    assertThat(recent.covering(List.of(offerBy(other)))).isPresent();
  }

  @Test
  void whatMayBeARepetitionIsLookedAt() {
    recent.seen(List.of(offer("0.01")), Map.of(account, MUCH), List.of());
    var digest = Digest.of("k", new byte[0]);
    var mark = new RepeatMark(RepeatMark.Kind.NAMED, digest, digest, Duration.ofHours(24));
    var marked = new Offer(offer("0.01").submission(), Optional.of(mark));

    assertThat(recent.covering(List.of(marked))).isEmpty();
  }

  @Test
  void itIsForgottenAfterAWhileAndAtOnceWhenItIsWrong() {
    recent.seen(List.of(offer("0.01")), Map.of(account, MUCH), List.of());
    recent.forget(List.of(offer("0.01")));
    assertThat(recent.covering(List.of(offer("0.01")))).isEmpty();

    recent.seen(List.of(offer("0.01")), Map.of(account, MUCH), List.of());
    nanos.addAndGet(Duration.ofSeconds(4).toNanos());
    assertThat(recent.covering(List.of(offer("0.01")))).isPresent();
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(recent.covering(List.of(offer("0.01")))).isEmpty();
  }

  private Offer offer(String hold) {
    return new Offer(aSubmission().of(account).by(key).holding(hold).make(), Optional.empty());
  }

  private Offer offerBy(UUID other) {
    return new Offer(aSubmission().of(account).by(other).holding("0.01").make(), Optional.empty());
  }

  private static SpendCap cap(AccountId account, UUID key) {
    return new SpendCap(
        UUID.randomUUID(),
        account,
        Optional.of(key),
        SpendCap.Period.TOTAL,
        MUCH,
        Money.ZERO,
        Money.ZERO,
        LocalDate.EPOCH);
  }
}

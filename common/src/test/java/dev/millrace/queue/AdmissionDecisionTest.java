package dev.millrace.queue;

import static dev.millrace.queue.Submissions.aSubmission;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.fault.FaultCode;
import dev.millrace.money.Money;
import dev.millrace.queue.Admission.Result;
import dev.millrace.queue.RepeatMark.Kind;
import dev.millrace.request.RequestId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AdmissionDecisionTest {
  private static final Duration WITHIN = Duration.ofHours(24);
  private static final DispatchPosition SOMEWHERE = new DispatchPosition(Lane.NORMAL, 3, 14);

  private final AccountId account = AccountId.next(Instant.now(), ThreadLocalRandom.current());
  private final RequestId earlier = aSubmission().make().id();

  @ParameterizedTest
  @EnumSource(names = {"NAMED", "SENT_AGAIN"})
  void aRepetitionIsAnsweredWithTheFirstAndCostsNothing(Kind kind) {
    var offer = offer(kind, "k", "body");

    var decision = decide("0", List.of(known("k", "body", offer.submission().at())), offer);

    assertThat(decision.results(List.of())).containsExactly(new Result.Replayed(earlier));
    assertThat(decision.granted()).isEmpty();
    assertThat(decision.marks()).isEmpty();
  }

  @Test
  void aFirstSendingIsNewWhateverCameBeforeAndStandsForTheBodyFromThenOn() {
    var offer = offer(Kind.FIRST_SENDING, "k", "body");

    var decision = decide("1", List.of(known("k", "body", offer.submission().at())), offer);

    assertThat(decision.granted()).containsExactly(offer.submission());
    assertThat(decision.marks())
        .extracting(fresh -> fresh.mark().request())
        .containsExactly(offer.submission().id());
  }

  @Test
  void aKeyWithAnotherBodyIsRefusedAndTheFirstIsNamed() {
    var offer = offer(Kind.NAMED, "k", "other");

    var decision = decide("1", List.of(known("k", "body", offer.submission().at())), offer);

    assertThat(decision.results(List.of()))
        .singleElement()
        .isInstanceOfSatisfying(
            Result.Refused.class,
            refused -> {
              assertThat(refused.fault().code()).isEqualTo(FaultCode.IDEMPOTENCY_KEY_REUSED);
              assertThat(refused.fault().details())
                  .containsExactly(Map.entry("firstRequestId", earlier.toString()));
            });
    assertThat(decision.marks()).isEmpty();
  }

  @Test
  void aKeyIsKnownForItsTimeAndNoLonger() {
    var offer = offer(Kind.NAMED, "k", "body");
    var at = offer.submission().at();

    var just = decide("1", List.of(known("k", "body", at.minus(WITHIN))), offer);
    var late = decide("1", List.of(known("k", "body", at.minus(WITHIN).minusMillis(1))), offer);

    assertThat(just.granted()).isEmpty();
    assertThat(late.granted()).containsExactly(offer.submission());
  }

  @Test
  void ofEqualKeysInOneBatchTheFirstIsAdmittedAndTheSecondIsItsRepetition() {
    var first = offer(Kind.NAMED, "k", "body");
    var second = offer(Kind.NAMED, "k", "body");
    var third = offer(Kind.NAMED, "k", "other");

    var decision = decide("0.01", List.of(), first, second, third);

    assertThat(decision.granted()).containsExactly(first.submission());
    assertThat(decision.results(List.of(SOMEWHERE)))
        .startsWith(new Result.Admitted(SOMEWHERE), new Result.Replayed(first.submission().id()))
        .last()
        .isInstanceOf(Result.Refused.class);
  }

  @Test
  void twoFirstSendingsInOneBatchAreTwoRequestsAndTheLaterIsKept() {
    var first = offer(Kind.FIRST_SENDING, "k", "body");
    var second = offer(Kind.FIRST_SENDING, "k", "body");

    var decision = decide("1", List.of(), first, second);

    assertThat(decision.granted()).hasSize(2);
    assertThat(decision.marks())
        .extracting(fresh -> fresh.mark().request())
        .containsExactly(second.submission().id());
  }

  @Test
  void whatCreditDoesNotCoverLeavesNoMarkAndTheNextWithItsKeyIsNoRepetition() {
    var first = offer(Kind.NAMED, "k", "body");
    var second = offer(Kind.NAMED, "k", "body");

    var decision = decide("0", List.of(), first, second);

    assertThat(decision.marks()).isEmpty();
    assertThat(decision.results(List.of())).allMatch(Result.Refused.class::isInstance);
  }

  @Test
  void aKeyOfAnotherAccountIsAnotherKey() {
    var offer = offer(Kind.NAMED, "k", "body");
    var stranger = AccountId.next(Instant.now(), ThreadLocalRandom.current());
    var foreign =
        new KnownMark(stranger, digest("k"), digest("body"), earlier, offer.submission().at());

    assertThat(decide("1", List.of(foreign), offer).granted()).hasSize(1);
  }

  @Test
  void answersStandInTheOrderOfTheOffers() {
    var known = known("known", "body", Instant.now());
    var decision =
        decide(
            "0.02",
            List.of(known),
            offer(Kind.NAMED, "known", "body"),
            new Offer(aSubmission().of(account).make(), Optional.empty()),
            new Offer(aSubmission().of(account).holding("9").make(), Optional.empty()),
            offer(Kind.SENT_AGAIN, "new", "body"));
    var next = new DispatchPosition(Lane.NORMAL, 3, 15);

    var results = decision.results(List.of(SOMEWHERE, next));

    assertThat(results)
        .hasSize(4)
        .startsWith(new Result.Replayed(earlier), new Result.Admitted(SOMEWHERE))
        .endsWith(new Result.Admitted(next));
    assertThat(results.get(2)).isInstanceOf(Result.Refused.class);
  }

  private AdmissionDecision decide(String available, List<KnownMark> known, Offer... offers) {
    return new AdmissionDecision(
        List.of(offers), Map.of(account, Money.parse(available)), List.of(), known);
  }

  private Offer offer(Kind kind, String key, String body) {
    return new Offer(
        aSubmission().of(account).make(),
        Optional.of(new RepeatMark(kind, digest(key), digest(body), WITHIN)));
  }

  private KnownMark known(String key, String body, Instant at) {
    return new KnownMark(account, digest(key), digest(body), earlier, at);
  }

  private static Digest digest(String text) {
    return Digest.of("test", text.getBytes(StandardCharsets.UTF_8));
  }
}

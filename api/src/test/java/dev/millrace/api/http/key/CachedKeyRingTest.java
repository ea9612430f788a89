package dev.millrace.api.http.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.access.KeyTerms;
import dev.millrace.account.AccountId;
import dev.millrace.account.ApiKey;
import dev.millrace.account.KeyOwner;
import dev.millrace.notice.Notice;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CachedKeyRingTest {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final KeyTrust TRUST =
      new KeyTrust(Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofMinutes(10), SOON, 100);

  private final HandClock clock = new HandClock();
  private final KeysOnPaper source = new KeysOnPaper();
  private final CachedKeyRing ring = new CachedKeyRing(source, TRUST, clock);
  private final KeyOwner ann =
      new KeyOwner(
          new AccountId(UUID.randomUUID()),
          UUID.randomUUID(),
          ApiKey.Kind.LIVE,
          "free",
          KeyTerms.UNBOUNDED);

  @Test
  void aKnownKeyIsLookedUpOnceWhileFresh() {
    source.write("a", ann);
    ask("a");
    clock.advance(Duration.ofMillis(4_999));

    assertThat(ask("a")).contains(ann);
    assertThat(source.lookUps()).isEqualTo(1);
  }

  @Test
  void aRevokedKeyStopsWorkingOnceItIsNoLongerFresh() {
    source.write("a", ann);
    ask("a");
    source.strike("a");
    clock.advance(Duration.ofSeconds(5));

    assertThat(ask("a")).isEmpty();
  }

  @Test
  void anUnknownKeyIsLookedUpOnceIn2Seconds() {
    ask("a");
    source.write("a", ann);
    clock.advance(Duration.ofMillis(1_999));

    assertThat(ask("a")).isEmpty();
    assertThat(source.lookUps()).isEqualTo(1);

    clock.advance(Duration.ofMillis(1));
    assertThat(ask("a")).contains(ann);
  }

  @Test
  void aKeySeenLatelyWorksWhileTheDatabaseIsAway() {
    source.write("a", ann);
    ask("a");
    source.goAway();
    clock.advance(Duration.ofMinutes(10));

    assertThat(ask("a")).contains(ann);
  }

  @Test
  void aKeySeenLongAgoDoesNot() {
    source.write("a", ann);
    ask("a");
    source.goAway();
    clock.advance(Duration.ofMinutes(10).plusMillis(1));

    assertThatThrownBy(() -> ask("a")).hasMessage("away");
  }

  @Test
  void trustEndsHoweverOftenTheKeyIsUsedMeanwhile() {
    source.write("a", ann);
    ask("a");
    source.goAway();
    for (int minute = 0; minute < 10; minute++) {
      clock.advance(Duration.ofMinutes(1));
      ask("a");
    }
    clock.advance(Duration.ofMinutes(1));

    assertThatThrownBy(() -> ask("a")).hasMessage("away");
  }

  @Test
  void anOutageIsMetByOneLookUpInAWhile() {
    source.write("a", ann);
    ask("a");
    source.goAway();
    clock.advance(Duration.ofSeconds(5));
    ask("a");
    ask("a");
    ask("a");

    assertThat(source.lookUps()).isEqualTo(2);
  }

  @Test
  void aKeyThatWasRevokedIsNotTrustedAgain() {
    source.write("a", ann);
    ask("a");
    source.strike("a");
    clock.advance(Duration.ofSeconds(5));
    ask("a");
    source.goAway();
    clock.advance(Duration.ofSeconds(5));

    assertThatThrownBy(() -> ask("a")).hasMessage("away");
  }

  @Test
  void thoseWhoAskForOneKeyAtOnceShareALookUp() {
    source.write("a", ann);
    source.hold();

    var answers =
        List.of(
            ring.ownerOf("a").subscribeAsCompletionStage(),
            ring.ownerOf("a").subscribeAsCompletionStage());
    source.release();

    assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).contains(ann));
    assertThat(source.lookUps()).isEqualTo(1);
  }

  @Test
  void whoLeavesDoesNotTakeTheLookUpAlong() {
    source.write("a", ann);
    source.hold();
    var leaving = ring.ownerOf("a").subscribeAsCompletionStage();
    var staying = ring.ownerOf("a").subscribeAsCompletionStage();

    leaving.cancel(true);
    source.release();

    assertThat(staying.join()).contains(ann);
  }

  @Test
  void aChangedKeyIsLookedUpAtOnce() {
    source.write("a", ann);
    ask("a");
    source.write("a", revoked());

    ring.hear(new Notice.KeyChanged(ann.account(), "a"));

    assertThat(ask("a")).contains(revoked());
  }

  @Test
  void keysOfAChangedAccountAreLookedUpAtOnceAndNoOthers() {
    var bob = new KeyOwner(id(), UUID.randomUUID(), ApiKey.Kind.LIVE, "free", KeyTerms.UNBOUNDED);
    var onMax = new KeyOwner(ann.account(), ann.key(), ApiKey.Kind.LIVE, "max", KeyTerms.UNBOUNDED);
    source.write("a", ann);
    source.write("b", bob);
    ask("a");
    ask("b");
    source.write("a", onMax);

    ring.hear(new Notice.AccountChanged(ann.account()));

    assertThat(ask("a")).contains(onMax);
    assertThat(ask("b")).contains(bob);
    assertThat(ask("a")).contains(onMax);
    assertThat(source.lookUps()).isEqualTo(3);
  }

  /** It may have read the row before the change was committed. */
  @Test
  void aLookUpThatWasUnderWayWhenAKeyChangedIsNotBelieved() {
    source.write("a", ann);
    source.hold();
    var early = ring.ownerOf("a").subscribeAsCompletionStage();

    ring.hear(new Notice.KeyChanged(ann.account(), "a"));
    source.release();
    early.join();
    source.write("a", revoked());

    assertThat(ask("a")).contains(revoked());
  }

  @Test
  void aLookUpThatWasUnderWayWhenTheAccountChangedIsNotBelieved() {
    source.write("a", ann);
    source.hold();
    var early = ring.ownerOf("a").subscribeAsCompletionStage();

    ring.hear(new Notice.AccountChanged(ann.account()));
    source.release();
    early.join();
    ask("a");

    assertThat(source.lookUps()).isEqualTo(2);
  }

  @Test
  void aKeyThatIsSaidToHaveChangedIsNotTrustedWhileTheDatabaseIsAway() {
    source.write("a", ann);
    ask("a");
    source.goAway();

    ring.hear(new Notice.KeyChanged(ann.account(), "a"));

    assertThatThrownBy(() -> ask("a")).hasMessage("away");
  }

  @Test
  void stoppedStreamsSayNothingAboutKeys() {
    source.write("a", ann);
    ask("a");

    ring.hear(new Notice.StreamsStopped(ann.account(), Optional.empty()));
    ask("a");

    assertThat(source.lookUps()).isEqualTo(1);
  }

  private KeyOwner revoked() {
    return new KeyOwner(
        ann.account(),
        ann.key(),
        ann.kind(),
        ann.plan(),
        ann.terms(),
        Optional.of(clock.instant()));
  }

  private static AccountId id() {
    return new AccountId(UUID.randomUUID());
  }

  private Optional<KeyOwner> ask(String key) {
    return ring.ownerOf(key).await().atMost(SOON);
  }
}

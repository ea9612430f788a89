package dev.millrace.api.http.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.account.AccountId;
import dev.millrace.basis.ProviderKeysOf;
import dev.millrace.configuration.Profile;
import dev.millrace.notice.Notice;
import dev.millrace.testing.HandClock;
import dev.millrace.vault.Profiles;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CachedProfilesTest {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Duration FRESH = Duration.ofSeconds(5);
  private static final Duration TRUSTED = Duration.ofMinutes(10);
  private static final AccountId ANN = new AccountId(new UUID(0, 1));
  private static final AccountId BEN = new AccountId(new UUID(0, 2));
  private static final Profile WITH_A_KEY =
      new Profile(List.of(new ProviderKeysOf(ANN).usual("openai", "secret")), List.of());

  private final HandClock clock = new HandClock();
  private final Paper paper = new Paper();
  private final CachedProfiles profiles =
      new CachedProfiles(
          paper, new KeyTrust(FRESH, Duration.ofSeconds(2), TRUSTED, SOON, 100), clock);

  @Test
  void whoHasSetUpNothingIsLookedUpOnceWhileThatIsFresh() {
    of(ANN);
    clock.turn(FRESH.minusMillis(1));

    assertThat(of(ANN)).isEqualTo(Profile.EMPTY);
    assertThat(paper.asked).isEqualTo(1);
  }

  @Test
  void whatWasSetUpSinceIsSeenOnceItIsNoLongerFresh() {
    of(ANN);
    paper.profile = WITH_A_KEY;
    clock.turn(FRESH);

    assertThat(of(ANN)).isEqualTo(WITH_A_KEY);
  }

  @Test
  void aNoticeMakesTheNextCallerLookAgain() {
    of(ANN);
    of(BEN);
    paper.profile = WITH_A_KEY;

    profiles.hear(new Notice.AccountChanged(ANN));

    assertThat(of(ANN)).isEqualTo(WITH_A_KEY);
    assertThat(of(BEN)).isEqualTo(Profile.EMPTY);
  }

  @Test
  void aLookUpThatBeganBeforeTheNoticeIsNotBelievedAfterIt() {
    paper.gate = new CompletableFuture<>();
    var early = profiles.of(ANN).subscribeAsCompletionStage();
    profiles.hear(new Notice.AccountChanged(ANN));
    paper.gate.complete(null);
    assertThat(early).isCompleted();
    paper.profile = WITH_A_KEY;

    assertThat(of(ANN)).isEqualTo(WITH_A_KEY);
  }

  @Test
  void callersAtTheSameTimeShareALookUp() {
    paper.gate = new CompletableFuture<>();
    var one = profiles.of(ANN).subscribeAsCompletionStage();
    var other = profiles.of(ANN).subscribeAsCompletionStage();
    paper.gate.complete(null);

    assertThat(one).isCompleted();
    assertThat(other).isCompleted();
    assertThat(paper.asked).isEqualTo(1);
  }

  @Test
  void whatWasKnownLatelyCountsWhileTheDatabaseIsAway() {
    paper.profile = WITH_A_KEY;
    of(ANN);
    paper.away = true;
    clock.turn(TRUSTED);

    assertThat(of(ANN)).isEqualTo(WITH_A_KEY);
    assertThat(of(ANN)).isEqualTo(WITH_A_KEY);
    assertThat(paper.asked).as("it is not asked by each caller").isEqualTo(2);
  }

  @Test
  void whatWasNeverKnownOrLongAgoFails() {
    paper.away = true;
    assertThatThrownBy(() -> of(ANN)).hasMessage("away");
    paper.away = false;
    of(ANN);
    paper.away = true;
    clock.turn(TRUSTED.plusMillis(1));

    assertThatThrownBy(() -> of(ANN)).hasMessage("away");
  }

  private Profile of(AccountId account) {
    return profiles.of(account).await().atMost(SOON);
  }

  /** Profiles that can be slow or away. */
  private static final class Paper implements Profiles {
    private Profile profile = Profile.EMPTY;
    private CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);
    private boolean away;
    private int asked;

    @Override
    public Uni<Profile> of(AccountId account) {
      asked++;
      return away
          ? Uni.createFrom().failure(new IllegalStateException("away"))
          : Uni.createFrom().completionStage(gate).map(open -> profile);
    }
  }
}

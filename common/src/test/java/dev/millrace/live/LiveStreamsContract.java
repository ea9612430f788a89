package dev.millrace.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.model.ModelName;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** What every LiveStreams promises. */
public abstract class LiveStreamsContract {
  protected static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");
  private static final Duration SOON = Duration.ofSeconds(30);

  /** As a process sees it. Each has a name of its own, and lives. */
  protected abstract LiveStreams ofProcess(String name);

  /** The process of this name is taken for dead; it goes on under another name. */
  protected abstract void takenForDead(String name);

  @Test
  void everyProcessSeesWhatAnotherHasBegun() {
    var account = account();
    var first = stream(account, 2);
    var second = stream(account, 1);

    now(ofProcess("a").note(List.of(first), List.of()));
    now(ofProcess("b").note(List.of(second), List.of()));

    for (var process : List.of("a", "b")) {
      assertThat(now(ofProcess(process).of(account, NOW, 10))).containsExactly(second, first);
    }
  }

  @Test
  void whatHasEndedIsNotSeen() {
    var account = account();
    var ended = stream(account, 1);
    var begun = stream(account, 2);
    now(ofProcess("a").note(List.of(ended), List.of()));

    now(ofProcess("a").note(List.of(begun), List.of(ended.request())));

    assertThat(now(ofProcess("a").of(account, NOW, 10))).containsExactly(begun);
  }

  @Test
  void oneIsFoundByItsAccountAlone() {
    var account = account();
    var stream = stream(account, 1);
    now(ofProcess("a").note(List.of(stream, stream(account, 2)), List.of()));
    var other = ofProcess("b");

    assertThat(now(other.find(account, stream.request(), NOW))).contains(stream);
    assertThat(now(other.find(account(), stream.request(), NOW))).isEmpty();
    assertThat(now(other.find(account, stream(account, 3).request(), NOW))).isEmpty();
  }

  @Test
  void sayingItTwiceDoesNoHarm() {
    var account = account();
    var begun = stream(account, 1);
    var ended = stream(account, 2);

    for (int time = 0; time < 2; time++) {
      now(ofProcess("a").note(List.of(begun), List.of(ended.request())));
    }

    assertThat(now(ofProcess("a").of(account, NOW, 10))).containsExactly(begun);
  }

  @Test
  void othersDoNotSeeThem() {
    now(ofProcess("a").note(List.of(stream(account(), 1)), List.of()));

    assertThat(now(ofProcess("a").of(account(), NOW, 10))).isEmpty();
  }

  @Test
  void onlySoManyAreSeen() {
    var account = account();
    var oldest = stream(account, 1);
    now(ofProcess("a").note(List.of(stream(account, 2), oldest), List.of()));

    assertThat(now(ofProcess("a").of(account, NOW, 1))).containsExactly(oldest);
  }

  @Test
  void thoseOfADeadProcessAreNotSeenAndAreForgotten() {
    var account = account();
    var lost = stream(account, 1);
    var name = now(ofProcess("c").note(List.of(lost), List.of()));

    takenForDead("c");

    assertThat(now(ofProcess("a").of(account, NOW, 10))).isEmpty();
    assertThat(now(ofProcess("a").forgetLost())).isPositive();
    assertThat(now(ofProcess("c").note(List.of(), List.of()))).isNotEqualTo(name);
  }

  @Test
  void aProcessTakesItsStreamsAlongToItsNewName() {
    var account = account();
    var stream = stream(account, 1);
    now(ofProcess("d").note(List.of(stream), List.of()));
    takenForDead("d");

    now(ofProcess("d").note(List.of(stream), List.of()));

    assertThat(now(ofProcess("a").of(account, NOW, 10))).containsExactly(stream);
    assertThat(now(ofProcess("a").forgetLost())).isZero();
  }

  protected static AccountId account() {
    return AccountId.next(NOW, ThreadLocalRandom.current());
  }

  protected static LiveStream stream(AccountId account, long second) {
    var at = NOW.minusSeconds(60).plusSeconds(second);
    return new LiveStream(
        RequestId.next(at, ThreadLocalRandom.current()),
        account,
        new UUID(0, 7),
        ModelName.parse("acme/writer").orElseThrow(),
        "openai-chat",
        at);
  }

  private static <T> T now(Uni<T> uni) {
    return uni.await().atMost(SOON);
  }
}

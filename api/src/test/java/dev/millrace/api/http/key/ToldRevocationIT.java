package dev.millrace.api.http.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.access.KeyTerms;
import dev.millrace.account.AccountId;
import dev.millrace.account.ApiKey;
import dev.millrace.account.KeyCaps;
import dev.millrace.account.NewKey;
import dev.millrace.kafka.KafkaForTests;
import dev.millrace.kafka.KafkaNotices;
import dev.millrace.ledger.InMemoryApiKeys;
import dev.millrace.ledger.InMemorySpendCaps;
import dev.millrace.notice.Notice;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes with a cache each, over one Kafka. Their clock stands, so no answer ever grows old. */
class ToldRevocationIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int ROUNDS = 21;

  private final HandClock clock = new HandClock();
  private final InMemoryApiKeys keys = new InMemoryApiKeys(new InMemorySpendCaps());
  private final AccountId account = new AccountId(UUID.randomUUID());
  private final KafkaForTests kafka = new KafkaForTests();
  private final List<KafkaNotices> processes = new ArrayList<>();
  private Node one;
  private Node other;

  /** A node: what it knows of keys, and a mark for each notice that it has acted on. */
  private record Node(
      CachedKeyRing ring, KafkaNotices notices, LinkedBlockingQueue<Notice> actedOn) {
    boolean accepts(NewKey key) {
      return ring.ownerOf(key.key().sha256())
          .await()
          .atMost(SOON)
          .filter(owner -> !owner.isRevoked())
          .isPresent();
    }

    void awaitNext() throws InterruptedException {
      assertThat(actedOn.poll(SOON.toSeconds(), TimeUnit.SECONDS)).isNotNull();
    }
  }

  @BeforeEach
  void twoNodes() {
    keys.open(account, "ann");
    one = node();
    other = node();
  }

  private Node node() {
    var trust =
        new KeyTrust(Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofMinutes(10), SOON, 9);
    var ring = new CachedKeyRing(keys, trust, clock);
    var notices = kafka.notices();
    var actedOn = new LinkedBlockingQueue<Notice>();
    notices.follow(ring::hear);
    notices.follow(actedOn::add);
    processes.add(notices);
    return new Node(ring, notices, actedOn);
  }

  @AfterEach
  void stop() throws InterruptedException {
    for (var process : processes) {
      process.stop();
    }
    kafka.close();
  }

  @Test
  void aKeyThatOneNodeRevokesStopsOnTheOtherWithinASecond() throws InterruptedException {
    var took = new ArrayList<Duration>();
    for (int round = 0; round < ROUNDS; round++) {
      var key = made();
      assertThat(one.accepts(key)).isTrue();
      assertThat(other.accepts(key)).isTrue();

      long begin = System.nanoTime();
      revoke(key);
      other.awaitNext();
      took.add(Duration.ofNanos(System.nanoTime() - begin));

      assertThat(other.accepts(key)).isFalse();
      one.awaitNext();
      assertThat(one.accepts(key)).isFalse();
    }
    took.sort(null);
    assertThat(took.get(ROUNDS / 2)).isLessThan(Duration.ofSeconds(1));
  }

  /** The net below: it goes on working for as long as an answer is fresh, and no longer. */
  @Test
  void aRevocationThatNobodyIsToldOfIsFoundOutWhenWhatIsKnownIsTooOld() {
    var key = made();
    assertThat(other.accepts(key)).isTrue();

    keys.revoke(account, key.id(), clock.instant()).await().atMost(SOON);
    assertThat(other.accepts(key)).isTrue();

    clock.advance(Duration.ofSeconds(5));
    assertThat(other.accepts(key)).isFalse();
  }

  private void revoke(NewKey key) {
    keys.revoke(account, key.id(), clock.instant()).await().atMost(SOON);
    one.notices().tell(new Notice.KeyChanged(account, key.key().sha256())).await().atMost(SOON);
  }

  private NewKey made() {
    var key =
        new NewKey(
            UUID.randomUUID(),
            account,
            ApiKey.generate(ApiKey.Kind.LIVE, new SecureRandom()),
            new NewKey.Label("a key", Optional.empty()),
            KeyTerms.UNBOUNDED,
            KeyCaps.NONE,
            clock.instant());
    keys.create(key, 1000).await().atMost(SOON);
    return key;
  }
}

package dev.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.account.AccountId;
import dev.millrace.notice.Notice;
import dev.millrace.notice.Notices;
import dev.millrace.notice.NoticesContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaNoticesIT extends NoticesContract {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static KafkaForTests kafka;

  private final List<KafkaNotices> processes = new ArrayList<>();
  private final Notice notice = new Notice.AccountChanged(new AccountId(UUID.randomUUID()));

  @BeforeAll
  static void topicsOfTheirOwn() {
    kafka = new KafkaForTests();
  }

  @AfterAll
  static void done() {
    kafka.close();
  }

  @AfterEach
  void stopAll() throws InterruptedException {
    for (var process : processes) {
      process.stop();
    }
  }

  @Override
  protected Notices process() {
    var process = kafka.notices();
    processes.add(process);
    return process;
  }

  /** As newer processes may write, and older ones must read. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no json",
        "[]",
        "{\"v\":1,\"kind\":\"moon_changed\",\"account\":\"0197a0a0-0000-7000-8000-000000000000\"}",
        "{\"v\":2,\"kind\":\"account_changed\",\"account\":\"0197a0a0-0000-7000-8000-000000000000\"}",
        "{\"v\":1,\"kind\":\"account_changed\",\"account\":\"nobody\"}",
        "{\"v\":1,\"kind\":\"streams_stopped\",\"account\":\"0197a0a0-0000-7000-8000-000000000000\",\"request\":\"?\"}"
      })
  void whatIsNotKnownIsSkipped(String text) throws Exception {
    var process = process();
    var heard = new LinkedBlockingQueue<Notice>();
    process.follow(heard::add);

    kafka.scribble(text);
    process.tell(notice).await().atMost(SOON);

    assertThat(heard.poll(SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo(notice);
  }

  @Test
  void whoeverStopsEndsItsThread() throws Exception {
    var process = kafka.notices();

    process.stop();

    assertThat(process.isHearing()).isFalse();
  }

  @Test
  void tellingFailsWhenKafkaIsAway() {
    try (var away = KafkaForTests.unreachable("PT1S")) {
      assertThatThrownBy(() -> away.silentNotices().tell(notice).await().atMost(SOON)).isNotNull();
    }
  }
}

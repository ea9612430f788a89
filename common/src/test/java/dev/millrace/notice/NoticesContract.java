package dev.millrace.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.notice.Notice.AccountChanged;
import dev.millrace.notice.Notice.KeyChanged;
import dev.millrace.notice.Notice.StreamsStopped;
import dev.millrace.request.RequestId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every Notices promises. */
public abstract class NoticesContract {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final AccountId account = new AccountId(UUID.randomUUID());

  /** Of one process; each time of another one, which hears what all of them tell. */
  protected abstract Notices process();

  @Test
  protected void everybodyHearsWhatOneTells() throws Exception {
    var one = process();
    var other = process();
    var heardByOne = followed(one);
    var heardByOther = followed(other);
    var told =
        List.of(
            new KeyChanged(account, "ab".repeat(32)),
            new AccountChanged(account),
            new StreamsStopped(account, Optional.empty()),
            new StreamsStopped(
                account, Optional.of(RequestId.next(Instant.now(), ThreadLocalRandom.current()))));

    for (var notice : told) {
      one.tell(notice).await().atMost(SOON);
    }

    assertThat(next(heardByOther, told.size())).containsExactlyElementsOf(told);
    assertThat(next(heardByOne, told.size())).containsExactlyElementsOf(told);
  }

  @Test
  protected void whatWasToldBeforeIsNotHeard() throws Exception {
    var one = process();
    one.tell(new AccountChanged(account)).await().atMost(SOON);

    var late = followed(process());
    one.tell(new StreamsStopped(account, Optional.empty())).await().atMost(SOON);

    assertThat(next(late, 1)).containsExactly(new StreamsStopped(account, Optional.empty()));
  }

  @Test
  protected void manyAreHeardInTheirOrder() throws Exception {
    var one = process();
    var heard = followed(process());
    var told =
        IntStream.range(0, 200)
            .mapToObj(i -> (Notice) new KeyChanged(account, Integer.toString(i)))
            .toList();

    told.forEach(notice -> one.tell(notice).await().atMost(SOON));

    assertThat(next(heard, told.size())).isEqualTo(told);
  }

  @Test
  protected void aFollowerThatFailsIsNothingToTheOthersAndHearsTheNext() throws Exception {
    var one = process();
    var heardByFailing = new LinkedBlockingQueue<Notice>();
    one.follow(
        notice -> {
          heardByFailing.add(notice);
          throw new IllegalStateException("made up by a test");
        });
    var heard = followed(one);

    one.tell(new AccountChanged(account)).await().atMost(SOON);
    one.tell(new AccountChanged(account)).await().atMost(SOON);

    assertThat(next(heard, 2)).hasSize(2);
    assertThat(next(heardByFailing, 2)).hasSize(2);
  }

  private static BlockingQueue<Notice> followed(Notices notices) {
    var heard = new LinkedBlockingQueue<Notice>();
    notices.follow(heard::add);
    return heard;
  }

  private static List<Notice> next(BlockingQueue<Notice> heard, int many)
      throws InterruptedException {
    var next = new ArrayList<Notice>();
    while (next.size() < many) {
      var notice = heard.poll(SOON.toSeconds(), TimeUnit.SECONDS);
      assertThat(notice).as("notice %d of %d", next.size() + 1, many).isNotNull();
      next.add(notice);
    }
    return next;
  }
}

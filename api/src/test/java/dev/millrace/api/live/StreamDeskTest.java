package dev.millrace.api.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.account.AccountId;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.live.LiveStream;
import dev.millrace.live.LiveStreamsInMemory;
import dev.millrace.notice.InMemoryNotices;
import dev.millrace.notice.Notice;
import dev.millrace.provider.Pause;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Two processes that share a database, and tell each other. */
class StreamDeskTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final LiveStream FIRST = Streams.of(Streams.ACCOUNT, 1);
  private static final LiveStream SECOND = Streams.of(Streams.ACCOUNT, 2);
  private static final LiveStream ANOTHERS = Streams.of(Streams.OTHER, 3);

  private final LiveStreamsInMemory memory = new LiveStreamsInMemory();
  private final InMemoryNotices notices = new InMemoryNotices();
  private final List<LiveStream> stopped = new ArrayList<>();
  private final Process here = new Process("here");
  private final Process there = new Process("there");

  private final class Process {
    private final LiveCalls calls;
    private final StreamDesk desk;

    private Process(String name) {
      var streams = memory.ofProcess(name);
      calls =
          new LiveCalls(new StreamScribe(streams, new Pause(VERTX), Duration.ZERO, Duration.ZERO));
      desk = new StreamDesk(calls, streams, notices, InstantSource.fixed(Streams.NOW));
      desk.follow();
    }

    private LiveCalls.Entry begin(LiveStream stream) {
      var entries = new ArrayList<LiveCalls.Entry>();
      entries.add(
          calls.entry(
              stream,
              () -> {
                stopped.add(stream);
                entries.getFirst().end();
              }));
      entries.getFirst().begin();
      return entries.getFirst();
    }
  }

  @Test
  void allOfAnAccountAreListedWhereverTheyRun() {
    there.begin(SECOND);
    here.begin(FIRST);
    here.begin(ANOTHERS);

    assertThat(listed(Streams.ACCOUNT)).containsExactly(FIRST, SECOND);
    assertThat(listed(Streams.OTHER)).containsExactly(ANOTHERS);
  }

  @Test
  void whatIsOverIsNotListed() {
    var entry = here.begin(FIRST);

    entry.end();

    assertThat(listed(Streams.ACCOUNT)).isEmpty();
  }

  @Test
  void oneThatEndsBeforeItBeginsIsNeverUnderWay() {
    var entry = here.calls.entry(FIRST, () -> stopped.add(FIRST));

    entry.end();
    entry.begin();

    assertThat(listed(Streams.ACCOUNT)).isEmpty();
  }

  @Test
  void allAreStoppedWhereverTheyRunAndNoneOfAnother() {
    here.begin(FIRST);
    there.begin(SECOND);
    there.begin(ANOTHERS);

    assertThat(now(here.desk.stopAll(Streams.ACCOUNT))).isEqualTo(2);

    assertThat(stopped).containsExactly(FIRST, SECOND);
    assertThat(listed(Streams.ACCOUNT)).isEmpty();
    assertThat(listed(Streams.OTHER)).containsExactly(ANOTHERS);
  }

  @Test
  void nothingToStopIsNoFailure() {
    assertThat(now(here.desk.stopAll(Streams.ACCOUNT))).isZero();
  }

  @Test
  void oneIsStoppedWhereverItRuns() {
    here.begin(FIRST);
    there.begin(SECOND);

    now(here.desk.stop(Streams.ACCOUNT, SECOND.request().toString()));
    now(here.desk.stop(Streams.ACCOUNT, FIRST.request().toString()));

    assertThat(stopped).containsExactly(SECOND, FIRST);
    assertThat(notices.told())
        .as("nobody need be told of one that runs here")
        .containsExactly(new Notice.StreamsStopped(Streams.ACCOUNT, Optional.of(SECOND.request())));
  }

  @Test
  void unknownForeignAndEndedOnesLookAlike() {
    there.begin(ANOTHERS);
    here.begin(FIRST).end();

    for (var id : List.of("none", ANOTHERS.request().toString(), FIRST.request().toString())) {
      assertRefusal(() -> now(here.desk.stop(Streams.ACCOUNT, id)), FaultCode.NOT_FOUND);
    }
    assertThat(stopped).isEmpty();
  }

  @Test
  void whenOthersCannotBeToldThoseHereStopAndTheCallerHearsOfIt() {
    here.begin(FIRST);
    there.begin(SECOND);
    notices.goAway();

    assertRefusal(() -> now(here.desk.stopAll(Streams.ACCOUNT)), FaultCode.ENGINE_UNAVAILABLE);

    assertThat(stopped).containsExactly(FIRST);
    assertRefusal(
        () -> now(here.desk.stop(Streams.ACCOUNT, SECOND.request().toString())),
        FaultCode.ENGINE_UNAVAILABLE);
  }

  private static void assertRefusal(ThrowingCallable call, FaultCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            FaultException.class, refused -> assertThat(refused.fault().code()).isEqualTo(code));
  }

  private List<LiveStream> listed(AccountId account) {
    return now(here.desk.list(account));
  }

  private static <T> T now(Uni<T> uni) {
    return uni.await().atMost(SOON);
  }
}

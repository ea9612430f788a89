package dev.millrace.api.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.account.AccountId;
import dev.millrace.live.LiveStream;
import dev.millrace.live.LiveStreams;
import dev.millrace.provider.Pause;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class StreamScribeTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final UUID NAME = new UUID(0, 1);
  private static final UUID NEW_NAME = new UUID(0, 2);
  private static final LiveStream FIRST = Streams.of(Streams.ACCOUNT, 1);
  private static final LiveStream SECOND = Streams.of(Streams.ACCOUNT, 2);
  private static final LiveStream THIRD = Streams.of(Streams.ACCOUNT, 3);

  private final Held streams = new Held();
  private final StreamScribe scribe =
      new StreamScribe(streams, new Pause(VERTX), Duration.ZERO, Duration.ZERO);

  /** A write that waits for the test. */
  private record Write(
      List<LiveStream> begun, List<RequestId> ended, UniEmitter<? super UUID> as) {}

  @Test
  void aLoneStreamIsWrittenAtOnce() {
    scribe.begun(FIRST);

    assertThat(last().begun()).containsExactly(FIRST);
  }

  @Test
  void aShortStreamIsNotWrittenAtAll() {
    var patient = new StreamScribe(streams, new Pause(VERTX), Duration.ofSeconds(1), Duration.ZERO);
    patient.begun(FIRST);
    patient.begun(SECOND);
    patient.ended(FIRST.request());
    assertThat(streams.writes).isEmpty();

    await().until(() -> streams.writes.size() == 1);
    assertThat(last().begun()).containsExactly(SECOND);
    assertThat(last().ended()).isEmpty();
  }

  @Test
  void whatComesMeanwhileIsWrittenTogetherAndWhatHasEndedNotAtAll() {
    scribe.begun(FIRST);
    scribe.begun(SECOND);
    scribe.begun(THIRD);
    scribe.ended(SECOND.request());
    scribe.ended(FIRST.request());
    assertThat(streams.writes).hasSize(1);

    last().as().complete(NAME);

    assertThat(streams.writes).hasSize(2);
    assertThat(last().begun()).containsExactly(THIRD);
    assertThat(last().ended()).containsExactly(FIRST.request());
  }

  @Test
  void whatCouldNotBeWrittenIsTriedAgainAsItStandsThen() {
    scribe.begun(FIRST);
    scribe.begun(SECOND);
    scribe.ended(FIRST.request());

    last().as().fail(new IllegalStateException("away"));

    await().until(() -> streams.writes.size() == 2);
    assertThat(last().begun()).containsExactly(SECOND);
    assertThat(last().ended()).as("it may have come through").containsExactly(FIRST.request());
  }

  @Test
  void underANewNameAllThatIsUnderWayIsWrittenAnew() {
    scribe.begun(FIRST);
    last().as().complete(NAME);
    scribe.begun(SECOND);
    last().as().complete(NAME);
    scribe.ended(SECOND.request());
    last().as().complete(NAME);

    scribe.begun(THIRD);
    last().as().complete(NEW_NAME);

    assertThat(last().begun()).containsExactlyInAnyOrder(FIRST, THIRD);
    last().as().complete(NEW_NAME);
    assertThat(streams.writes).hasSize(5);
  }

  private Write last() {
    return streams.writes.getLast();
  }

  /** Answers when the test says so. */
  private static final class Held implements LiveStreams {
    private final List<Write> writes = new CopyOnWriteArrayList<>();

    @Override
    public Uni<UUID> note(List<LiveStream> begun, List<RequestId> ended) {
      return Uni.createFrom().emitter(as -> writes.add(new Write(begun, ended, as)));
    }

    @Override
    public Uni<List<LiveStream>> of(AccountId account, Instant now, int most) {
      return Uni.createFrom().item(List.of());
    }

    @Override
    public Uni<Optional<LiveStream>> find(AccountId account, RequestId request, Instant now) {
      return Uni.createFrom().item(Optional.empty());
    }

    @Override
    public Uni<Integer> forgetLost() {
      return Uni.createFrom().item(0);
    }
  }
}

package dev.millrace.worker.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.conversation.Frame;
import dev.millrace.queue.AttemptId;
import dev.millrace.replay.Heard;
import dev.millrace.replay.Place;
import dev.millrace.replay.Portion;
import dev.millrace.replay.Replay;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class EventKeeperTest {
  private static final AttemptId ATTEMPT =
      new AttemptId(RequestId.next(Instant.EPOCH, new Random(1)), 1);

  private final HeldReplay replay = new HeldReplay();
  private final List<String> news = new ArrayList<>();
  private final EventKeeper keeper =
      new EventKeeper(ATTEMPT, new ReplayWriter(replay), () -> news.add("lost"));

  @Test
  void whileOnePortionIsUnderWayTheNextOneGathers() {
    keep("a");
    keep("b");
    keep("c");

    assertThat(replay.portions()).containsExactly(portion(2, "a"));
    replay.answer(true);
    assertThat(replay.portions()).containsExactly(portion(2, "a"), portion(3, "b", "c"));
  }

  @Test
  void thereIsRoomForMoreUntilTooMuchWaits() {
    assertThat(keep("a")).isDone();

    var large = keep("x".repeat(EventKeeper.ROOM));

    assertThat(large).isNotDone();
    replay.answer(true); // only the first was on its way
    assertThat(large).isNotDone();
    replay.answer(true);
    assertThat(large).isDone();
  }

  @Test
  void allIsKeptOnceNothingWaits() {
    keep("a");
    keep("b");

    var all = keeper.all().subscribeAsCompletionStage();

    replay.answer(true);
    assertThat(all).isNotDone();
    replay.answer(true);
    assertThat(all).isDone();
  }

  @Test
  void whereNothingWasSaidThereIsNothingToWaitFor() {
    assertThat(keeper.all().subscribeAsCompletionStage()).isDone();
    assertThat(replay.portions()).isEmpty();
  }

  @Test
  void anAttemptThatIsLostSaysNothingMoreAndHoldsNobodyUp() {
    keep("a");
    keep("b");
    replay.answer(false);

    var later = keep("x".repeat(EventKeeper.ROOM));

    assertThat(news).containsExactly("lost");
    assertThat(replay.portions()).hasSize(1);
    assertThat(later).isDone();
    assertThat(keeper.all().subscribeAsCompletionStage()).isDone();
  }

  private CompletableFuture<Void> keep(String data) {
    return keeper.keep(List.of(new Frame("said", data))).subscribeAsCompletionStage();
  }

  private static Portion portion(int first, String... data) {
    return new Portion(
        ATTEMPT, first, List.of(data).stream().map(one -> new Frame("said", one)).toList());
  }

  /** Keeps what it is given when the test says so. */
  private static final class HeldReplay implements Replay {
    private final List<List<Portion>> batches = new ArrayList<>();
    private final List<UniEmitter<? super List<Boolean>>> waiting = new ArrayList<>();

    List<Portion> portions() {
      return batches.stream().flatMap(List::stream).toList();
    }

    void answer(boolean kept) {
      var first = waiting.removeFirst();
      first.complete(Collections.nCopies(1, kept));
    }

    @Override
    public Uni<List<Boolean>> append(List<Portion> portions) {
      return Uni.createFrom()
          .emitter(
              emitter -> {
                waiting.add(emitter);
                batches.add(portions);
              });
    }

    @Override
    public Uni<Boolean> isBegun(RequestId request) {
      throw new AssertionError("nobody asks");
    }

    @Override
    public Uni<List<Heard>> since(List<Place> places, int most) {
      throw new AssertionError("nobody follows");
    }
  }
}

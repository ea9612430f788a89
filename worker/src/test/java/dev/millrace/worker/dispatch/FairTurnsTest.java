package dev.millrace.worker.dispatch;

import static dev.millrace.queue.Submissions.aSubmission;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FairTurnsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final FairTurns waiting = new FairTurns();
  private final Turns one = new Turns();
  private final Turns other = new Turns();

  @Test
  void turnsOfOnePartitionKeepTheirOrder() {
    var turns = added(one, 5);

    assertThat(waiting.take(10)).containsExactlyElementsOf(turns);
    assertThat(waiting.isEmpty()).isTrue();
  }

  @Test
  void noMoreAreTakenThanAskedFor() {
    var turns = added(one, 5);

    assertThat(waiting.take(2)).containsExactly(turns.get(0), turns.get(1));
    assertThat(waiting.take(2)).containsExactly(turns.get(2), turns.get(3));
  }

  @Test
  void partitionsTakeTurnsOneRecordAtATime() {
    var first = added(one, 3);
    var second = added(other, 3);

    assertThat(waiting.take(10))
        .containsExactly(
            first.get(0), second.get(0), first.get(1), second.get(1), first.get(2), second.get(2));
  }

  @Test
  void aFullPartitionDelaysAnothersTurnByOnePlace() {
    var flood = added(one, 1_000);
    waiting.take(1);
    var lone = added(other, 1);

    var taken = waiting.take(2);

    assertThat(taken).containsExactly(flood.get(1), lone.getFirst());
  }

  @Test
  void whoWasServedLastComesLastInTheNextTake() {
    var first = added(one, 3);
    var second = added(other, 3);

    var taken = Stream.generate(() -> waiting.take(1)).limit(4).flatMap(List::stream).toList();

    assertThat(taken).containsExactly(first.get(0), second.get(0), first.get(1), second.get(1));
  }

  @Test
  void turnsOfARevokedPartitionFallAway() {
    added(one, 100);
    var kept = added(other, 2);

    one.window().revoke();

    assertThat(waiting.take(10)).containsExactlyElementsOf(kept);
    assertThat(waiting.isEmpty()).isTrue();
  }

  @Test
  void whereNothingWaitsNothingIsTaken() {
    assertThat(waiting.take(10)).isEmpty();
    assertThat(waiting.isEmpty()).isTrue();
  }

  private List<Turn> added(Turns partition, int many) {
    var turns = partition.of(Stream.generate(() -> aSubmission().make()).limit(many).toList(), NOW);
    turns.forEach(waiting::add);
    return turns;
  }
}

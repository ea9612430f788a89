package dev.millrace.worker.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PartitionWindowTest {
  private final PartitionWindow window = new PartitionWindow(Turns.ROOMY, Mark.NONE);

  @Test
  void whereNothingWasReadThereIsNothingToCommit() {
    window.advance();

    assertThat(window.toCommit()).isEmpty();
    assertThat(window.span()).isZero();
  }

  @Test
  void whatWasReadAndHasNotEndedIsNotCommitted() {
    read(10, 11, 12);

    assertThat(committed()).isEmpty();
    assertThat(window.span()).isEqualTo(3);
  }

  @Test
  void onlyTheContiguousPrefixIsCommitted() {
    read(10, 11, 12, 13);

    acknowledge(10, 11, 13);

    assertThat(committed()).hasValue(12);
    assertThat(window.span()).isEqualTo(2);
  }

  @Test
  void theOldestOneSetsFreeAllThatEndedBehindIt() {
    read(10, 11, 12, 13);
    acknowledge(13, 12, 11);
    window.advance();
    assertThat(window.toCommit()).contains(mark(10, 1, 2, 3));

    acknowledge(10);

    assertThat(committed()).hasValue(14);
    assertThat(window.span()).isZero();
  }

  @Test
  void offsetsThatKafkaLeavesOutDoNotHoldTheOthersUp() {
    read(10, 15, 16, 40);

    acknowledge(10, 15, 16);

    assertThat(committed()).hasValue(40);
    assertThat(window.span()).isEqualTo(1);
  }

  @Test
  void aGapBehindTheLastEndedRecordIsPassedOnceTheNextOneIsRead() {
    read(10);
    acknowledge(10);
    assertThat(committed()).hasValue(11);

    read(20);

    assertThat(committed()).hasValue(20);
    assertThat(window.span()).isEqualTo(1);
  }

  @Test
  void anOffsetIsNamedOnceForCommitting() {
    read(10);
    acknowledge(10);

    assertThat(committed()).hasValue(11);
    assertThat(committed()).isEmpty();
  }

  @Test
  void anOffsetWhoseCommitFailedIsNamedAgain() {
    read(10);
    acknowledge(10);
    assertThat(committed()).hasValue(11);

    window.commitFailed();

    assertThat(committed()).hasValue(11);
  }

  /** The partition went and came back before Kafka answered. */
  @Test
  void whereNothingWasReadACommitOfTheLastWindowThatFailedNamesNothing() {
    window.commitFailed();

    assertThat(window.toCommit()).isEmpty();
  }

  @Test
  void aPartitionStartsWhereTheGroupHadCome() {
    read(1_000_000_000_000L);
    acknowledge(1_000_000_000_000L);

    assertThat(committed()).hasValue(1_000_000_000_001L);
  }

  @Test
  void anyOrderOfEndsCommitsNothingThatHasNotEnded() {
    var random = new Random(1);
    for (int round = 0; round < 200; round++) {
      var one = new PartitionWindow(Turns.ROOMY, Mark.NONE);
      long base = random.nextInt(100);
      var offsets = new ArrayList<>(LongStream.range(base, base + 100).boxed().toList());
      offsets.forEach(one::read);
      Collections.shuffle(offsets, random);
      var open = new ArrayList<>(offsets);

      for (var offset : offsets) {
        one.acknowledge(offset);
        open.remove(offset);
        one.advance();
        long prefix = open.isEmpty() ? base + 100 : Collections.min(open);
        one.toCommit().ifPresent(mark -> assertThat(mark.offset()).isEqualTo(prefix));
        assertThat(one.open()).isEqualTo(open.size());
        assertThat(one.span()).isEqualTo(base + 100 - prefix);
      }
    }
  }

  @Test
  void acknowledgementsOfOtherThreadsAreNotLost() {
    int threads = 4;
    int each = 5_000;
    LongStream.range(0, (long) threads * each).forEach(window::read);

    var acknowledging =
        LongStream.range(0, threads)
            .mapToObj(
                thread ->
                    CompletableFuture.runAsync(
                        () ->
                            LongStream.range(0, each)
                                .forEach(i -> window.acknowledge(i * threads + thread))))
            .toList();
    while (!acknowledging.stream().allMatch(CompletableFuture::isDone)) {
      window.advance();
    }

    assertThat(committed()).hasValue((long) threads * each);
  }

  @Test
  void whatEndsBeyondTheOldestOneIsNamedForCommittingToo() {
    read(10, 11, 12);
    acknowledge(12);
    window.advance();

    assertThat(window.toCommit()).contains(mark(10, 2));
    assertThat(window.toCommit()).isEmpty();
  }

  @Test
  void aLongRequestAtItsHeadFillsAWindowByItsSpanOnly() {
    var one = new PartitionWindow(new PartitionWindow.Bounds(4, 100), Mark.NONE);
    for (long offset = 0; offset < 99; offset++) {
      one.read(offset);
      if (offset > 0) {
        one.acknowledge(offset);
        one.advance();
      }
    }
    assertThat(one.open()).isEqualTo(1);
    assertThat(one.isFull()).isFalse();

    one.read(99);
    assertThat(one.isFull()).isTrue();
    assertThat(one.hasRoom()).isFalse();

    one.acknowledge(0);
    one.advance();
    assertThat(one.hasRoom()).isTrue();
  }

  @Test
  void aWindowIsFullOfWhatHasNotEndedAndHasRoomWhenHalfOfItHas() {
    var one = new PartitionWindow(new PartitionWindow.Bounds(4, 100), Mark.NONE);
    for (long offset = 0; offset < 4; offset++) {
      one.read(offset);
    }
    assertThat(one.isFull()).isTrue();

    one.acknowledge(3);
    one.advance();
    assertThat(one.isFull()).isFalse();
    assertThat(one.hasRoom()).isFalse();
    one.acknowledge(2);
    one.advance();
    assertThat(one.hasRoom()).isTrue();
  }

  @Test
  void acknowledgingTwiceCountsOnce() {
    read(10, 11, 12);
    acknowledge(11, 11);
    window.advance();
    assertThat(window.open()).isEqualTo(2);

    acknowledge(10);
    assertThat(committed()).hasValue(12);
    acknowledge(10);
    assertThat(committed()).isEmpty();
    assertThat(window.open()).isEqualTo(1);
  }

  @Test
  void anOffsetThatWasReadBeforeIsKnown() {
    read(10, 11);

    assertThat(window.hasRead(11)).isTrue();
    assertThat(window.hasRead(12)).isFalse();
  }

  @Test
  void whatEndedBeforeThePartitionWasGivenToUsAsksForNoTurn() {
    var one = taken(10, 12, 13, 15);

    var asking = LongStream.range(10, 17).filter(one::read).boxed().toList();

    assertThat(asking).containsExactly(10L, 11L, 14L, 16L);
    assertThat(one.open()).isEqualTo(4);
    assertThat(one.toCommit()).contains(mark(10, 2, 3, 5));
    asking.forEach(one::acknowledge);
    one.advance();
    assertThat(one.toCommit()).contains(mark(17));
  }

  @Test
  void whatEndedBeforeIsKnownByItsOffsetAlthoughKafkaLeftOutTheFirst() {
    var one = taken(10, 12, 13);

    assertThat(one.read(11)).isTrue();
    assertThat(one.read(12)).isFalse();
    assertThat(one.read(13)).isFalse();
    assertThat(one.read(14)).isTrue();
  }

  @Test
  void whereKafkaLostWhatWasCommittedNothingIsTakenForEnded() {
    var one = taken(10, 12, 13);

    assertThat(LongStream.range(0, 20).filter(one::read).count()).isEqualTo(20);
    assertThat(one.open()).isEqualTo(20);
  }

  @Test
  void aRevokedWindowSaysSo() {
    assertThat(window.isRevoked()).isFalse();

    window.revoke();

    assertThat(window.isRevoked()).isTrue();
  }

  /** One whose partition another gave up at this offset, when these beyond it had ended. */
  private static PartitionWindow taken(long offset, long... ended) {
    return new PartitionWindow(Turns.ROOMY, mark(offset, distances(offset, ended)));
  }

  private static int[] distances(long offset, long... records) {
    return LongStream.of(records).mapToInt(record -> Math.toIntExact(record - offset)).toArray();
  }

  private static Mark mark(long offset, int... endedBeyond) {
    var ended = new BitSet();
    IntStream.of(endedBeyond).forEach(ended::set);
    return new Mark(offset, ended);
  }

  private void read(long... offsets) {
    for (long offset : offsets) {
      window.read(offset);
    }
  }

  private void acknowledge(long... offsets) {
    for (long offset : offsets) {
      window.acknowledge(offset);
    }
  }

  private OptionalLong committed() {
    window.advance();
    return window
        .toCommit()
        .map(mark -> OptionalLong.of(mark.offset()))
        .orElseGet(OptionalLong::empty);
  }
}

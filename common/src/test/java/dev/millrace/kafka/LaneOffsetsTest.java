package dev.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LaneOffsetsTest {
  private final LaneOffsets offsets = new LaneOffsets(4);

  @Test
  void whileAPartitionIsUnknownNobodyIsSaidToBeAhead() {
    assertThat(offsets.ahead(0, 10)).isEmpty();
    assertThat(offsets.ahead(7, 10)).isEmpty();
    assertThat(offsets.isKnown()).isFalse();
  }

  @Test
  void aheadAreThoseOfItsPartitionAndAsManyOfEachOther() {
    known(100, 100, 100, 100);
    offsets.wrote(0, 151);
    offsets.wrote(1, 110);
    offsets.wrote(2, 10_100);

    assertThat(offsets.ahead(0, 150)).hasValue(50 + 10 + 50);
  }

  @Test
  void theFirstOfItsPartitionWaitsForNobodyHoweverFullOthersAre() {
    known(0, 0, 0, 0);
    offsets.wrote(1, 100_000);
    offsets.wrote(3, 1);

    assertThat(offsets.ahead(3, 0)).hasValue(0);
  }

  @Test
  void nothingMovesBackWhenWorkersSayLessAfterARebalance() {
    known(0, 0, 0, 0);
    offsets.wrote(0, 100);
    offsets.passed(0, 60);
    offsets.passed(0, 20);

    assertThat(offsets.ahead(0, 99)).hasValue(39);
  }

  @Test
  void aTopicMadeAnewBeginsAgain() {
    known(1_000, 0, 0, 0);

    new OffsetQuestion.Seen(0, 5).noteIn(offsets, 0);

    assertThat(offsets.backlog(0)).isEqualTo(5);
    assertThat(offsets.ahead(0, 4)).hasValue(4);
  }

  @Test
  void aPositionNeverGrowsWhileNothingIsSubmitted() {
    var random = new Random(3);
    known(0, 0, 0, 0);
    var ends = new long[4];
    for (int p = 0; p < 4; p++) {
      ends[p] = random.nextInt(500);
      offsets.wrote(p, ends[p]);
    }
    var passed = new long[4];
    long before = Long.MAX_VALUE;
    while (passed[2] < ends[2]) {
      int p = random.nextInt(4);
      passed[p] = Math.min(ends[p], passed[p] + random.nextInt(20));
      offsets.passed(p, passed[p]);
      long ahead = offsets.ahead(2, ends[2] - 1).orElseThrow();
      assertThat(ahead).isLessThanOrEqualTo(before);
      before = ahead;
    }
    assertThat(before).isZero();
  }

  @Test
  void whatIsBeingSentLoadsAPartitionUntilItWasAcknowledged() {
    known(0, 0, 0, 0);
    offsets.sending(1);
    assertThat(offsets.load(1)).isEqualTo(1);

    offsets.sent(1);
    offsets.wrote(1, 1);

    assertThat(offsets.load(1)).isEqualTo(1);
    assertThat(offsets.backlog(1)).isEqualTo(1);
  }

  private void known(long... passed) {
    for (int p = 0; p < passed.length; p++) {
      offsets.wrote(p, passed[p]);
      offsets.passed(p, passed[p]);
    }
  }
}

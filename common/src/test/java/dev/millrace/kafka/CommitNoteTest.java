package dev.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CommitNoteTest {
  /** What Kafka takes beside an offset, unless it is told otherwise. */
  private static final int KAFKA_TAKES = 4_096;

  @Test
  void whatWasWrittenIsRead() {
    var ended = new BitSet();
    assertThat(CommitNote.count(CommitNote.write(ended))).isZero();
    assertThat(CommitNote.which(CommitNote.write(ended))).isEqualTo(ended);

    ended.set(1);
    ended.set(7, 30);
    ended.set(1_000);
    assertThat(CommitNote.count(CommitNote.write(ended))).isEqualTo(25);
    assertThat(CommitNote.which(CommitNote.write(ended))).isEqualTo(ended);
  }

  @Test
  void theNumberCanStandAlone() {
    assertThat(CommitNote.count(CommitNote.writeCount(39_999))).isEqualTo(39_999);
    assertThat(CommitNote.which(CommitNote.writeCount(39_999))).isEqualTo(new BitSet());
  }

  @Test
  void whatDoesNotFitIsCountedAndNotNamed() {
    var ended = scattered(40_000);

    var note = CommitNote.write(ended);

    assertThat(note.length()).isLessThanOrEqualTo(KAFKA_TAKES);
    assertThat(CommitNote.count(note)).isEqualTo(ended.cardinality());
    assertThat(CommitNote.which(note)).isEqualTo(ended.get(0, CommitNote.REACH));
  }

  /** As where accounts take turns: nothing that could be written shorter. */
  static BitSet scattered(int records) {
    var ended = new BitSet();
    var random = new Random(1);
    for (int record = 1; record < records; record++) {
      ended.set(record, random.nextBoolean());
    }
    return ended;
  }

  @Test
  void whatIsNoneOfOursCountsNothing() {
    for (var note :
        new String[] {
          null, "", "ended=-4", "ended=99999999999999999999", "somebody else's", "ended=4;which=é"
        }) {
      assertThat(CommitNote.count(note)).isZero();
      assertThat(CommitNote.which(note)).isEqualTo(new BitSet());
    }
  }

  @Test
  void whatCannotBeDecodedNamesNone() {
    assertThat(CommitNote.which("ended=4;which=A")).isEqualTo(new BitSet());
  }
}

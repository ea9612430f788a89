package dev.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommitNoteIT {
  private final KafkaForTests kafka = new KafkaForTests();

  @AfterEach
  void end() {
    kafka.close();
  }

  @Test
  void kafkaTakesTheLongestNoteAsItIsSetUp() throws Exception {
    var ended = new BitSet();
    var random = new Random(1);
    for (int record = 1; record < CommitNote.REACH; record++) {
      ended.set(record, random.nextBoolean());
    }
    ended.set(CommitNote.REACH - 1);

    kafka.commit(3, 1_000, ended);

    var committed = kafka.committed(3);
    assertThat(committed.offset()).isEqualTo(1_000);
    assertThat(CommitNote.which(committed.metadata())).isEqualTo(ended);
  }
}

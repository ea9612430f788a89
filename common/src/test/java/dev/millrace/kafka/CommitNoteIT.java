package dev.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;

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
    var ended = CommitNoteTest.scattered(CommitNote.REACH);
    ended.set(CommitNote.REACH - 1);

    kafka.commit(3, 1_000, ended);

    var committed = kafka.committed(3);
    assertThat(committed.offset()).isEqualTo(1_000);
    assertThat(CommitNote.which(committed.metadata())).isEqualTo(ended);
  }
}

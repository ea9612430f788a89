package dev.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommitNoteTest {
  @Test
  void whatWasWrittenIsRead() {
    assertThat(CommitNote.read(CommitNote.write(0))).isZero();
    assertThat(CommitNote.read(CommitNote.write(39_999))).isEqualTo(39_999);
  }

  @Test
  void whatIsNoneOfOursCountsNothing() {
    assertThat(CommitNote.read(null)).isZero();
    assertThat(CommitNote.read("")).isZero();
    assertThat(CommitNote.read("ended=-4")).isZero();
    assertThat(CommitNote.read("ended=99999999999999999999")).isZero();
    assertThat(CommitNote.read("somebody else's")).isZero();
  }
}

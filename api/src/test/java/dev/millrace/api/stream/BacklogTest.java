package dev.millrace.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private final Backlog backlog = new Backlog(3, 10);

  @Test
  void itTakesSoManyFramesAndNoMore() {
    assertThat(backlog.offer(Buffer.buffer("a"))).isTrue();
    assertThat(backlog.offer(Buffer.buffer("b"))).isTrue();
    assertThat(backlog.offer(Buffer.buffer("c"))).isTrue();
    assertThat(backlog.offer(Buffer.buffer("d"))).isFalse();

    assertThat(backlog.poll()).hasToString("a");
    assertThat(backlog.offer(Buffer.buffer("e"))).isTrue();
  }

  @Test
  void itTakesSoManyBytesAndNoMore() {
    assertThat(backlog.offer(Buffer.buffer("x".repeat(6)))).isTrue();
    assertThat(backlog.offer(Buffer.buffer("x".repeat(5)))).isFalse();
    assertThat(backlog.offer(Buffer.buffer("x".repeat(4)))).isTrue();

    backlog.clear();
    assertThat(backlog.offer(Buffer.buffer("x".repeat(5)))).isTrue();
    assertThat(backlog.offer(Buffer.buffer("x".repeat(5)))).isTrue();
  }

  @Test
  void aFrameLargerThanAllBytesGoesAlone() {
    assertThat(backlog.offer(Buffer.buffer("x".repeat(100)))).isTrue();
    assertThat(backlog.offer(Buffer.buffer("x"))).isFalse();
    assertThat(backlog.poll()).isNotNull();
    assertThat(backlog.poll()).isNull();
    assertThat(backlog.isEmpty()).isTrue();
  }
}

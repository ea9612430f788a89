package dev.millrace.bench.bare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BareQueueTest {
  @Test
  void eachConnectionHasItsOwnShare() {
    var all = List.of("a", "b", "c", "d", "e");

    assertThat(BareQueue.share(all, 0, 2)).containsExactly("a", "c", "e");
    assertThat(BareQueue.share(all, 1, 2)).containsExactly("b", "d");
  }
}

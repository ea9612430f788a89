package dev.millrace.bench.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class FootprintTest {
  @Test
  void generationsAreCountedTogether() throws IOException {
    var serial =
        """
        8119:
        DefNew     total 19712K, used 12K [0x00000000c0000000, 0x00000000c1560000, 0x00000000d5550000)
         eden space 17536K,   0% used [0x00000000c0000000, 0x00000000c0000000, 0x00000000c1120000)
         from space 2176K,   0% used [0x00000000c1120000, 0x00000000c1120000, 0x00000000c1340000)
        Tenured    total 43712K, used 3769K [0x00000000d5550000, 0x00000000d8000000, 0x0000000100000000)
         the  space 43712K,   8% used [0x00000000d5550000, 0x00000000d58fe690, 0x00000000d8000000)
        """;

    assertThat(Footprint.usedKib(serial)).isEqualTo(3_781);
  }

  @Test
  void classesAreNotOfTheHeap() throws IOException {
    var older =
        """
        8173:
         garbage-first heap   total 65536K, used 2914K [0x00000000c0000000, 0x0000000100000000)
          region size 1024K, 0 young (0K), 0 survivors (0K)
         Metaspace       used 5120K, committed 5376K, reserved 1114112K
          class space    used 512K, committed 640K, reserved 1048576K
        """;

    assertThat(Footprint.usedKib(older)).isEqualTo(2_914);
  }

  @Test
  void aJvmThatSaysNothingIsNotTakenForOneThatUsesNothing() {
    assertThatThrownBy(() -> Footprint.usedKib("8173:\nconnection refused\n"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("connection refused");
  }
}

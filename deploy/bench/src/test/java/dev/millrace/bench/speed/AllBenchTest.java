package dev.millrace.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;

class AllBenchTest {
  @Test
  void quickMeansAThirdOfEachTimeAndAsManyRounds() {
    var part = CommandSpec.forAnnotatedObject(new GatewayBench());

    assertThat(AllBench.thirds(part)).containsExactlyInAnyOrder("--seconds", "3", "--warm-up", "6");
  }
}

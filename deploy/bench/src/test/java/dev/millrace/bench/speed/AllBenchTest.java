package dev.millrace.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class AllBenchTest {
  @Test
  void quickMeansAThirdOfWhatIsLongButWarmUpsAndRoundsAsTheyAre() {
    assertThat(thirdsOf(new GatewayBench())).isEmpty();
    assertThat(thirdsOf(new MemoryBench())).containsExactly("--minutes", "3");
    assertThat(thirdsOf(new StartsBench())).containsExactly("--times", "1");
  }

  @Test
  void quickMeansAThirdOfTheBacklog() {
    assertThat(thirdsOf(new BacklogBench())).containsSequence("--queued", "333333");
  }

  @Test
  void aPartThatIsNotThereIsRefusedBeforeAnyRuns() {
    assertThat(SpeedBench.run("all", "--parts", "queue,tortoise"))
        .isEqualTo(CommandLine.ExitCode.USAGE);
  }

  private static List<String> thirdsOf(Object part) {
    return AllBench.thirds(CommandSpec.forAnnotatedObject(part)).toList();
  }
}

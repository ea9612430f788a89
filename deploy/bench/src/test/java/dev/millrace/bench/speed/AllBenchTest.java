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
  void aGlanceIsATenthOfWhatIsLongAndOneRoundBehindAShortWarmUp() {
    assertThat(glanceOf(new MemoryBench())).containsExactly("--minutes", "1");
    assertThat(glanceOf(new BacklogBench()))
        .containsSequence("--queued", "100000")
        .containsSequence("--rounds", "1")
        .containsSequence("--warm-up", "30");
    assertThat(glanceOf(new GatewayBench())).doesNotContain("--queued").hasSize(4);
  }

  @Test
  void aPartThatIsNotThereIsRefusedBeforeAnyRuns() {
    assertThat(SpeedBench.run("all", "--parts", "queue,tortoise"))
        .isEqualTo(CommandLine.ExitCode.USAGE);
  }

  private static List<String> glanceOf(Object part) {
    return AllBench.glance(CommandSpec.forAnnotatedObject(part)).toList();
  }

  private static List<String> thirdsOf(Object part) {
    return AllBench.thirds(CommandSpec.forAnnotatedObject(part)).toList();
  }
}

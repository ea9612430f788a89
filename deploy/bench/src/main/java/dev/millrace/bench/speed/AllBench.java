package dev.millrace.bench.speed;

import dev.millrace.bench.report.Performance;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** All parts, one after the other, and the summary of their targets. */
@Command(
    name = "all",
    mixinStandardHelpOptions = true,
    description =
        "Runs every part in turn, goes on when one fails, and writes docs/reference/performance.")
final class AllBench implements Callable<Integer> {
  /** Warm-ups and rounds are not among them: shorter ones would say something else. */
  private static final Set<String> SIZES = Set.of("--minutes", "--queued", "--times");

  private static final int QUICKER = 3;
  private static final int AT_A_GLANCE = 10;

  private static final Map<String, String> ROUNDS_AT_A_GLANCE =
      Map.of("--rounds", "1", "--warm-up", "30");

  private static final String GLANCED = "deploy/bench/target/glance";

  @Spec CommandSpec spec;

  @Option(
      names = "--quick",
      description = "A third of each time and of the backlog, for figures that say less.")
  boolean quick;

  @Option(
      names = "--glance",
      description =
          "A tenth of those, one round of each behind half a minute, for a first look; its pages go"
              + " to "
              + GLANCED
              + ".")
  boolean glance;

  @Option(names = "--parts", split = ",", description = "Those to run. Default: all.")
  List<String> chosen = List.of();

  @Override
  public Integer call() throws Exception {
    if (glance) {
      System.setProperty(Performance.APART, GLANCED);
    }
    var failed = new ArrayList<String>();
    for (var part : chosen(parts())) {
      out().println("== " + part.name());
      if (SpeedBench.run(arguments(part)) != CommandLine.ExitCode.OK) {
        failed.add(part.name());
      }
    }
    Performance.in(Path.of(System.getProperty("millrace.root"))).summarize();
    return say(failed);
  }

  private List<CommandSpec> parts() {
    return spec.parent().subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(part -> !part.name().equals(spec.name()))
        .toList();
  }

  /** In the order in which they are listed, not in that of the option. */
  private List<CommandSpec> chosen(List<CommandSpec> parts) {
    var names = parts.stream().map(CommandSpec::name).toList();
    if (!names.containsAll(chosen)) {
      throw new ParameterException(
          spec.commandLine(), "parts are %s, not %s".formatted(names, chosen));
    }
    return parts.stream().filter(part -> chosen.isEmpty() || chosen.contains(part.name())).toList();
  }

  private String[] arguments(CommandSpec part) {
    return Stream.concat(Stream.of(part.name()), shortened(part)).toArray(String[]::new);
  }

  private Stream<String> shortened(CommandSpec part) {
    if (glance) {
      return glance(part);
    }
    return quick ? thirds(part) : Stream.empty();
  }

  /** Its options that it lasts longer by, each with a third of its default, but no less than 1. */
  static Stream<String> thirds(CommandSpec part) {
    return fractions(part, QUICKER);
  }

  /** Likewise, with a tenth; and one round, soon. */
  static Stream<String> glance(CommandSpec part) {
    var rounds =
        ROUNDS_AT_A_GLANCE.entrySet().stream()
            .filter(option -> part.findOption(option.getKey()) != null)
            .flatMap(option -> Stream.of(option.getKey(), option.getValue()));
    return Stream.concat(fractions(part, AT_A_GLANCE), rounds);
  }

  private static Stream<String> fractions(CommandSpec part, int divisor) {
    return part.options().stream()
        .filter(option -> SIZES.contains(option.longestName()))
        .flatMap(
            option ->
                Stream.of(option.longestName(), fraction(option.defaultValueString(), divisor)));
  }

  private static String fraction(String size, int divisor) {
    return Integer.toString(Math.max(1, Integer.parseInt(size) / divisor));
  }

  private int say(List<String> failed) {
    if (failed.isEmpty()) {
      return CommandLine.ExitCode.OK;
    }
    out()
        .println(
            "failed: %s; the summary has what was measured of them before, if anything"
                .formatted(String.join(", ", failed)));
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static PrintStream out() {
    return System.out;
  }
}

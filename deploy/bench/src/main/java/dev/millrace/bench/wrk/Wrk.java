package dev.millrace.bench.wrk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;

/** Runs wrk, which takes little of the processors that it shares with what it measures. */
public final class Wrk {
  private final Path script;

  private Wrk(Path script) {
    this.script = script;
  }

  /**
   * @param folder where its script may lie
   */
  public static Wrk in(Path folder) throws IOException {
    Files.createDirectories(folder);
    var script = folder.resolve("post.lua");
    try (var source = Wrk.class.getResourceAsStream("post.lua")) {
      Files.copy(source, script, StandardCopyOption.REPLACE_EXISTING);
    }
    return new Wrk(script);
  }

  /**
   * Drives a load to its end.
   *
   * @throws IOException when wrk is not installed, or does not say what came of it
   */
  public Outcome run(Load load) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command(load)).redirectErrorStream(true);
    builder.environment().put("METHOD", load.method());
    builder.environment().put("BODY", load.body());
    builder.environment().put("HEADERS", headers(load));
    builder.environment().put("KEYS", String.join("\n", load.keys()));
    var process = builder.start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return Outcome.read(said);
  }

  private List<String> command(Load load) {
    return List.of(
        "wrk",
        "--threads",
        "1",
        "--connections",
        Integer.toString(load.connections()),
        "--duration",
        load.lasting().toSeconds() + "s",
        "--timeout",
        "30s",
        "--script",
        script.toString(),
        load.url());
  }

  private static String headers(Load load) {
    return load.headers().entrySet().stream()
        .map(header -> header.getKey() + ": " + header.getValue())
        .collect(Collectors.joining("\n", "", "\n"));
  }
}

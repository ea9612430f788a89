package dev.millrace.standalone;

import dev.millrace.engines.Durability;
import dev.millrace.engines.Engines;
import dev.millrace.engines.StartFailure;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;

/** Runs the whole platform in the foreground until Ctrl-C or TERM. */
public final class Launcher {
  /** Longer makes later starts no faster, only the first build slower. */
  private static final Duration PRACTICE = Duration.ofSeconds(10);

  private final Path root;
  private final Console console;
  private final Ending ending;

  private Launcher(Path root, Console console, Ending ending) {
    this.root = root;
    this.console = console;
    this.ending = ending;
  }

  /**
   * The system property {@code millrace.root} names the checkout; {@code millrace.with-parent} says
   * that the launcher must not outlive the process that started it; {@code millrace.rehearsal} that
   * it stops what it has started, having left behind what makes later starts faster; {@code
   * millrace.sample} names the folder of the sample page, which it then serves, with the browser
   * proxy open to it.
   */
  public static void main(String[] arguments) throws InterruptedException {
    var console = new Console(System.out);
    var ending = Ending.prepare(console);
    if (Boolean.getBoolean("millrace.with-parent")) {
      ending.comesWithParent();
    }
    try {
      new Launcher(Path.of(System.getProperty("millrace.root")), console, ending).launch();
    } catch (CancellationException e) {
      console.say("Asked to stop before all had started.");
    } catch (Refusal | StartFailure | IOException e) {
      System.err.println(e.getMessage());
      ending.failed();
    }
    new CountDownLatch(1).await();
  }

  private void launch() throws IOException, InterruptedException {
    var begin = System.nanoTime();
    var wanted = Settings.from(System.getenv(), root);
    var home = Home.enter(wanted.home());
    new Leftovers(home.run()).awaitEnd(console);
    var engines = engines(wanted, home);
    console.say("Millrace starts; its data is in " + home.folder());
    var settings = wanted.withPortFrom(engines.memory());
    var credentials = Credentials.keptIn(home.credentials(), settings.url());
    var sample = sample(settings);
    var platform = Platform.of(root, home, settings, credentials, engines, sample, console);
    ending.stops(platform);
    platform.start();
    if (Boolean.getBoolean("millrace.rehearsal")) {
      new Practice(credentials).go(PRACTICE);
      System.exit(0);
    }
    console.welcome(credentials, home, Duration.ofNanos(System.nanoTime() - begin));
    sample.ifPresent(site -> console.say("Sample page: " + site.url() + "\n"));
  }

  private Optional<SampleSite> sample(Settings settings) throws IOException {
    var folder = System.getProperty("millrace.sample");
    if (folder == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          SampleSite.open(root.resolve(folder), settings.samplePort(), settings::url));
    } catch (BindException e) {
      throw new Refusal(
          "Port %d is taken; choose another for the sample page with MILLRACE_SAMPLE_PORT (0 means a free one)."
              .formatted(settings.samplePort()));
    }
  }

  /** Holds the wanted port meanwhile, so that no engine is given it. */
  private static Engines engines(Settings wanted, Home home) throws IOException {
    var held = Port.hold(wanted);
    try {
      return Engines.in(home.folder(), Durability.LASTING);
    } finally {
      held.close();
    }
  }
}

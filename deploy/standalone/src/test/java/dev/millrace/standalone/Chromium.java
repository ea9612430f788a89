package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The Chromium of this machine, without a window. */
final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final Path SCREENSHOTS = Path.of("target/screenshots");

  /** Set where a missing browser is a fault and no reason to skip. */
  private static final String REQUIRED = "MILLRACE_BROWSER_TESTS";

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** Starts it. Skips the test where there is none. */
  static Chromium start() {
    var program = find();
    if (program.isEmpty()) {
      var reason = "SKIPPED: there is no Chromium on the path, so no page was tested";
      assertThat(System.getenv(REQUIRED)).as(reason).isNotEqualTo("required");
      System.err.println(reason);
      Assumptions.abort(reason);
    }
    var playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    var options =
        new BrowserType.LaunchOptions()
            .setExecutablePath(program.get())
            .setHeadless(true)
            // Tests may run as root, for whom Chromium has no sandbox. They open our pages only.
            .setArgs(List.of("--no-sandbox"));
    return new Chromium(playwright, playwright.chromium().launch(options));
  }

  private static Optional<Path> find() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(
            folder ->
                Stream.of(folder).flatMap(in -> NAMES.stream().map(name -> Path.of(in, name))))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Does something in a browser that remembers nothing; a failure leaves a picture behind. */
  void visit(String name, Consumer<Page> what) {
    try (var context = browser.newContext()) {
      var page = context.newPage();
      try {
        what.accept(page);
      } catch (RuntimeException | AssertionError failure) {
        page.screenshot(
            new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + ".png"))
                .setFullPage(true));
        throw failure;
      }
    }
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}

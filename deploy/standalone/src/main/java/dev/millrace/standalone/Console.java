package dev.millrace.standalone;

import java.io.PrintStream;
import java.time.Duration;

/** What the user sees. */
final class Console {
  private final PrintStream out;

  Console(PrintStream out) {
    this.out = out;
  }

  void say(String line) {
    out.println(line);
    out.flush();
  }

  void answers(String service, Duration after) {
    say("  %-8s answers after %.1f s".formatted(service, seconds(after)));
  }

  void diedUnless(boolean asked, String service, int status) {
    if (!asked) {
      say("  %-8s died (%s); starting it again".formatted(service, inWords(status)));
    }
  }

  void welcome(Credentials credentials, Home home, Duration after) {
    say(
        """

        Millrace is ready after %1$.1f s.

          URL   %2$s
          Key   %3$s   (also in %4$s)
          Docs  %2$s/q/swagger-ui
          Logs  %5$s

        Try it:

          curl -s %2$s/local/echo -H 'Authorization: Key %3$s' \
        -H 'Content-Type: application/json' -d '{"hello": "world"}'

        Ctrl-C stops it; the data stays.
        """
            .formatted(
                seconds(after),
                credentials.url(),
                credentials.key(),
                home.credentials(),
                home.run().resolve("*.log")));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private static String inWords(int status) {
    return status > 128 ? "signal " + (status - 128) : "status " + status;
  }
}

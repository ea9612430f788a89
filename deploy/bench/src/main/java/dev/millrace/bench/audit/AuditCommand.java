package dev.millrace.bench.audit;

import dev.millrace.bench.Target;
import java.io.IOException;
import java.time.Duration;

/**
 * {@code make audit}: exits with 0 when no money differs, with 1 when some does, and with 2 when
 * that could not be found out.
 */
public final class AuditCommand {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int NOT_FOUND_OUT = 2;

  private AuditCommand() {}

  public static void main(String[] arguments) throws InterruptedException {
    System.exit(run());
  }

  private static int run() throws InterruptedException {
    try {
      var operator = Target.ofOperator(System.getenv());
      System.out.printf("auditing       %s%n", operator);
      var answer = new Auditor(operator).ask(PATIENCE);
      System.out.println(answer.text());
      return answer.isClean() ? 0 : 1;
    } catch (IOException | IllegalArgumentException e) {
      System.err.println("No audit was made: " + (e.getMessage() == null ? e : e.getMessage()));
      return NOT_FOUND_OUT;
    }
  }
}

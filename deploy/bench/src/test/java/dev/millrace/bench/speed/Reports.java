package dev.millrace.bench.speed;

import dev.millrace.bench.report.Sheet;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Reports as a test needs them, which say nothing aloud. */
final class Reports {
  private Reports() {}

  static Report of(String part) {
    return to(part, OutputStream.nullOutputStream());
  }

  static Report to(String part, OutputStream out) {
    return new Report(Sheet.of(part, 1, 10), new PrintStream(out, true, StandardCharsets.UTF_8));
  }
}

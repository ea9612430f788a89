package dev.millrace.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A statement that stands in a file of its own under {@code sql/}. */
public final class SqlFile {
  /** In characters. What is longer would not be kept prepared by connections, so it is refused. */
  public static final int LONGEST = 8_192;

  private SqlFile() {}

  /**
   * Reads a statement.
   *
   * @param name such as {@code queue/claim}
   * @throws IllegalStateException when there is none, or it is too long to be kept prepared
   */
  public static String read(String name) {
    var path = "/sql/" + name + ".sql";
    try (var in = SqlFile.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("no statement stands at " + path);
      }
      return notTooLong(path, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the statement at " + path, e);
    }
  }

  private static String notTooLong(String path, String statement) {
    if (statement.length() > LONGEST) {
      throw new IllegalStateException(
          "the statement at %s has %d characters, more than the %d that connections keep prepared; shorten its comments or split it"
              .formatted(path, statement.length(), LONGEST));
    }
    return statement;
  }
}

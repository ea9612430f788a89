package dev.millrace.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A statement that stands in a file of its own under {@code sql/}. */
public final class SqlFile {
  private SqlFile() {}

  /**
   * Reads a statement.
   *
   * @param name such as {@code queue/claim}
   */
  public static String read(String name) {
    var path = "/sql/" + name + ".sql";
    try (var in = SqlFile.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("no statement stands at " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the statement at " + path, e);
    }
  }
}

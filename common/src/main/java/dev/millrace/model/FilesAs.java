package dev.millrace.model;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a route hands over the files that an input names.
 *
 * @param bytes the most that all files of one input have together where they are read here: as
 *     {@code data:} URIs, or to be stored
 */
public record FilesAs(Form form, int bytes) {
  /** Routes that say nothing. */
  public static final FilesAs SIGNED = new FilesAs(Form.SIGNED, 20 * 1024 * 1024);

  /** What stands in the input in a file's place. */
  public enum Form {
    /**
     * A URL of the store for files of ours, good for as long as the attempt may run. Public URLs
     * and {@code data:} URIs pass as they are.
     */
    SIGNED,
    /** A URL always: what came as a {@code data:} URI is stored for the time of the attempt. */
    URL,
    /** The bytes themselves always, as a {@code data:} URI. */
    DATA;

    /** As catalogues name it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Form> parse(String word) {
      return Stream.of(values()).filter(form -> form.word().equals(word)).findFirst();
    }
  }
}

package dev.millrace.file;

import java.util.Optional;

/** What becomes of a file; what is empty stays as it is. */
public record FileChange(
    Optional<Boolean> isPublic, Optional<String> name, Optional<Boolean> favourite) {

  /** Marks it, or takes the mark away. */
  public static FileChange favourite(boolean favourite) {
    return new FileChange(Optional.empty(), Optional.empty(), Optional.of(favourite));
  }
}

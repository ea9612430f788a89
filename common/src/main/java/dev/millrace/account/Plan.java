package dev.millrace.account;

import java.time.Duration;
import java.util.Optional;

/**
 * What an account may do, by the name of its plan.
 *
 * @param largestUpload bytes that one file may have
 * @param mostUnfinished uploads that it may have under way at once
 * @param storedBytes bytes that all its files may have together; empty: as many as it likes
 * @param fileLife how long a file lives when nobody says; empty: for ever
 */
public record Plan(
    String name,
    long largestUpload,
    int mostUnfinished,
    Optional<Long> storedBytes,
    Optional<Duration> fileLife) {
  public Plan {
    if (largestUpload < 1) {
      throw refused(name, "largest-upload", "at least one byte");
    }
    if (mostUnfinished < 1) {
      throw refused(name, "most-unfinished-uploads", "at least 1");
    }
    if (storedBytes.isPresent() && storedBytes.get() < 1) {
      throw refused(name, "stored-bytes", "at least one byte; leave it out for no limit");
    }
    if (fileLife.isPresent() && fileLife.get().compareTo(Duration.ofSeconds(1)) < 0) {
      throw refused(name, "file-life", "at least a second; leave it out for ever");
    }
  }

  private static IllegalArgumentException refused(String name, String setting, String must) {
    return new IllegalArgumentException(
        "millrace.plans.%s.%s must be %s".formatted(name, setting, must));
  }
}

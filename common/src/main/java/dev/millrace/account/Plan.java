package dev.millrace.account;

import dev.millrace.access.ModelPattern;
import dev.millrace.model.ModelName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an account may do, by the name of its plan.
 *
 * @param largestUpload bytes that one file may have
 * @param mostUnfinished uploads that it may have under way at once
 * @param storedBytes bytes that all its files may have together; empty: as many as it likes
 * @param fileLife how long a file lives when nobody says; empty: for ever
 * @param models which models it shows, and lets be called
 * @param limits how much it may ask for in a time
 * @param retention how long inputs and outputs of requests can be read once they have ended; empty:
 *     as long as any are kept
 */
public record Plan(
    String name,
    long largestUpload,
    int mostUnfinished,
    Optional<Long> storedBytes,
    Optional<Duration> fileLife,
    List<ModelPattern> models,
    Limits limits,
    Optional<Duration> retention) {
  public Plan {
    models = List.copyOf(models);
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
    if (retention.isPresent() && retention.get().compareTo(Duration.ofSeconds(1)) < 0) {
      throw refused(name, "retention", "at least a second; leave it out for the longest");
    }
  }

  /** Whether it has this model. */
  public boolean shows(ModelName model) {
    return models.stream().anyMatch(pattern -> pattern.matches(model));
  }

  private static IllegalArgumentException refused(String name, String setting, String must) {
    return new IllegalArgumentException(
        "millrace.plans.%s.%s must be %s".formatted(name, setting, must));
  }
}

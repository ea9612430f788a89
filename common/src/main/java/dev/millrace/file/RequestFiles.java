package dev.millrace.file;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a request has to do with files.
 *
 * @param inputs files of its account that its input names, in the order in which they stand there,
 *     each once
 * @param outputLife how long the files of its output live after its end; empty: for ever
 */
public record RequestFiles(List<UUID> inputs, Optional<Duration> outputLife) {
  /** It takes no files, and what it makes stays. */
  public static final RequestFiles NONE = new RequestFiles(List.of(), Optional.empty());

  public RequestFiles {
    inputs = List.copyOf(inputs);
  }

  /** It takes none, and what it makes lives so long; empty: for ever. */
  public static RequestFiles living(Optional<Duration> outputLife) {
    return new RequestFiles(List.of(), outputLife);
  }

  /** The same with these inputs. */
  public RequestFiles taking(List<UUID> given) {
    return new RequestFiles(given, outputLife);
  }

  /** As the database keeps it; null: for ever. */
  public Integer outputSeconds() {
    return outputLife.map(life -> (int) life.toSeconds()).orElse(null);
  }
}

package dev.millrace.item;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.millrace.blob.FileUrl;
import dev.millrace.queue.Payloads;
import java.util.Optional;

/**
 * What went in and what came out, as stored and unparsed: {@code {}} where there is none, or it is
 * gone; {@code {"_elided":true}} where it is too large to stand here.
 */
public record Bodies(@JsonRawValue String output, @JsonRawValue String input) {
  private static final String NOTHING = "{}";

  /**
   * @param baseUrl what the output's file URLs begin with
   */
  public static Bodies of(Payloads payloads, String baseUrl) {
    return new Bodies(
        payloads.output().map(text -> FileUrl.publish(text, baseUrl)).orElse(NOTHING),
        payloads.input().orElse(NOTHING));
  }

  /** What was there before there was an output. */
  public static Bodies ofInput(Optional<String> input) {
    return new Bodies(NOTHING, input.orElse(NOTHING));
  }
}

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
   * @param baseUrl what the URLs of files of ours begin with
   */
  public static Bodies of(Payloads payloads, String baseUrl) {
    return new Bodies(
        payloads.output().map(text -> FileUrl.publish(text, baseUrl)).orElse(NOTHING),
        publishedInput(payloads.input(), baseUrl));
  }

  /** What was there before there was an output. */
  public static Bodies ofInput(Optional<String> input, String baseUrl) {
    return new Bodies(NOTHING, publishedInput(input, baseUrl));
  }

  private static String publishedInput(Optional<String> input, String baseUrl) {
    return input.map(text -> FileUrl.publish(text, baseUrl)).orElse(NOTHING);
  }
}

package dev.millrace.item;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.millrace.blob.FileUrl;
import dev.millrace.queue.Payloads;
import java.util.List;
import java.util.Optional;

/**
 * What went in and what came out, as stored and unparsed: {@code {}} where there is none, or it is
 * gone; {@code {"_elided":true}} where it is too large to stand here.
 *
 * @param thumbnails of the images among the output's files; left out where there are none
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Bodies(
    @JsonRawValue String output, @JsonRawValue String input, List<ItemThumbnail> thumbnails) {
  private static final String NOTHING = "{}";

  /**
   * @param baseUrl what the URLs of files of ours begin with
   */
  public static Bodies of(Payloads payloads, String baseUrl) {
    return new Bodies(
        payloads.output().map(text -> FileUrl.publish(text, baseUrl)).orElse(NOTHING),
        publishedInput(payloads.input(), baseUrl),
        payloads.output().map(text -> ItemThumbnail.in(text, baseUrl)).orElse(List.of()));
  }

  /** What was there before there was an output. */
  public static Bodies ofInput(Optional<String> input, String baseUrl) {
    return new Bodies(NOTHING, publishedInput(input, baseUrl), List.of());
  }

  private static String publishedInput(Optional<String> input, String baseUrl) {
    return input.map(text -> FileUrl.publish(text, baseUrl)).orElse(NOTHING);
  }
}

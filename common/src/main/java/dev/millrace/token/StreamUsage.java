package dev.millrace.token;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.conversation.Transcript;
import dev.millrace.money.Usage;
import java.time.Duration;
import java.util.List;

/** What an answer that was handed out while it was made is charged for. Pure. */
public final class StreamUsage {
  private StreamUsage() {}

  /**
   * What the provider says, if it has said so; else the tokens of the input's text and of the words
   * that were handed out, counted by ourselves. What was not handed out is not counted.
   *
   * @param took since the attempt began
   * @param modelNames by which its tokenizer may be known
   */
  public static Usage of(
      Transcript transcript, JsonNode input, Duration took, String... modelNames) {
    return transcript.usage().orElseGet(() -> counted(transcript, input, took, modelNames));
  }

  private static Usage counted(
      Transcript transcript, JsonNode input, Duration took, String... modelNames) {
    var tokenizer = Tokenizer.of(modelNames);
    var read = new long[1];
    InputText.each(input, text -> read[0] += tokenizer.count(text));
    long written = tokenizer.count(transcript.content());
    for (var tool : transcript.tools()) {
      written += tokenizer.count(tool.name()) + tokenizer.count(tool.arguments());
    }
    long thought = tokenizer.count(transcript.reasoning());
    return new Usage(read[0], 0, 0, written, thought, 1, List.of(), took);
  }
}

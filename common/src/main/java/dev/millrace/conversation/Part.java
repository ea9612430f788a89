package dev.millrace.conversation;

import java.util.List;
import java.util.Optional;

/** A part of a turn. */
public sealed interface Part {
  record Text(String text) implements Part {}

  /**
   * A picture.
   *
   * @param detail how closely to look, in OpenAI's words: {@code low}, {@code high}, {@code auto}
   */
  record Image(Source source, Optional<String> detail) implements Part {}

  /** A document such as a PDF. */
  record Document(Source source, Optional<String> name) implements Part {}

  /**
   * What the model thought in an earlier turn.
   *
   * @param signature the provider's own proof that it thought so, with the name of its protocol
   *     before it, such as {@code anthropic:c2ln}; the proof is opaque to us, and some take the
   *     thought back only with it
   */
  record Reasoning(String text, Optional<String> signature) implements Part {}

  /** The model's words in an earlier turn for why it would not answer. */
  record Refusal(String text) implements Part {}

  /**
   * The model's call of a tool in an earlier turn.
   *
   * @param id by which the result refers to it
   * @param arguments a JSON object as text
   * @param signature as for {@link Reasoning}, where a provider signs calls
   */
  record ToolUse(String id, String name, String arguments, Optional<String> signature)
      implements Part {}

  /**
   * What a tool answered.
   *
   * @param id of the call
   * @param content text and pictures
   */
  record ToolResult(String id, List<Part> content, boolean failed) implements Part {
    public ToolResult {
      content = List.copyOf(content);
    }
  }

  /** Where the bytes of a picture or document are. */
  sealed interface Source {
    record Url(String url) implements Source {}

    /**
     * Here.
     *
     * @param mediaType such as {@code image/png}
     * @param base64 plain base64, without line breaks
     */
    record Data(String mediaType, String base64) implements Source {
      public String dataUri() {
        return "data:" + mediaType + ";base64," + base64;
      }
    }
  }
}

package dev.millrace.api.keys;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Answers about keys, in Runtools' envelope. */
public final class KeyAnswers {
  private KeyAnswers() {}

  /** One key. */
  @Schema(name = "ApiKeyAnswer")
  public record One(KeyView data) {}

  /**
   * A key that was made.
   *
   * @param replaced the key that it takes over from
   */
  @Schema(name = "ApiKeyMade")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Made(KeyView data, String message, Replaced replaced) {}

  /**
   * A key that was rotated.
   *
   * @param expiresAt until when it works beside the new one
   */
  @Schema(name = "ApiKeyReplaced")
  public record Replaced(String id, String expiresAt) {}

  /** A part of the keys. */
  @Schema(name = "ApiKeyPage")
  public record Several(List<KeyView> data, Meta meta) {}

  /**
   * Whether there are more.
   *
   * @param nextCursor brings the next part; null on the last
   */
  @Schema(name = "PageMeta")
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Meta(boolean hasMore, @Schema(nullable = true) String nextCursor) {}
}

package dev.millrace.api.vault;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Answers about secrets, in Runtools' envelope. */
public final class SecretAnswers {
  private SecretAnswers() {}

  /** One secret. */
  @Schema(name = "SecretAnswer")
  public record One(SecretView data) {}

  /** All secrets: there are few enough for one page. */
  @Schema(name = "SecretList")
  public record Several(List<SecretView> data, Meta meta) {
    Several(List<SecretView> data) {
      this(data, new Meta(false, null));
    }
  }

  /** Whether there are more, as lists of Runtools say it. */
  @Schema(name = "SecretListMeta")
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Meta(boolean hasMore, @Schema(nullable = true) String nextCursor) {}

  /**
   * A secret that was kept.
   *
   * @param isNew whether there was none of its name before
   */
  record Kept(One answer, boolean isNew) {}
}

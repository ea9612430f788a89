package dev.millrace.api.files.shelf;

import dev.millrace.api.http.fault.Refusal;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A tag to be put on a file: one that there is, or one by its name. */
@Schema(name = "FileTagBody", description = "exactly one of tagId and name")
record FileTagBody(String tagId, @Schema(minLength = 1, maxLength = 64) String name) {

  /** One of the two is there. */
  record Asked(Optional<String> tag, Optional<String> name) {}

  Asked checked() {
    if ((tagId == null) == (name == null)) {
      throw Refusal.of("tagId", "oneOf", "or name: give exactly one of the two");
    }
    return new Asked(Optional.ofNullable(tagId), Optional.ofNullable(name).map(TagBody::checked));
  }
}

package dev.millrace.api.files.shelf;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.api.http.fault.Refusal;
import dev.millrace.file.FileChange;
import dev.millrace.file.FileName;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What is to become of a file; what is left out stays as it is.
 *
 * @param isPublic whether anyone who has its URL may read it
 * @param name what a download of it is called
 */
@Schema(name = "FileChange")
record FileChangeBody(@JsonProperty("public") Boolean isPublic, String name) {
  private static final int LONGEST = 4096;

  FileChange checked() {
    if (isPublic == null && name == null) {
      throw Refusal.of("public", "required", "or name is required: nothing is to be changed");
    }
    if (name != null && (name.isBlank() || name.length() > LONGEST)) {
      throw Refusal.of("name", "maxLength", "must not be blank, and 255 bytes at the most");
    }
    return new FileChange(
        Optional.ofNullable(isPublic),
        Optional.ofNullable(name).map(FileName::safe),
        Optional.empty());
  }
}

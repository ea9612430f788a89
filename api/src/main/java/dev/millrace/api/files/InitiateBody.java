package dev.millrace.api.files;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.file.Intake.Asked;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a caller says of a file before it comes. */
public record InitiateBody(
    @JsonProperty("file_name")
        @JsonAlias("fileName")
        @Schema(description = "what a download is called; a path before it is dropped")
        String fileName,
    @JsonProperty("content_type")
        @JsonAlias("contentType")
        @Schema(description = "application/octet-stream when absent")
        String contentType,
    @Schema(description = "bytes; another size is refused then", minimum = "0") Long size,
    @Schema(description = "of the bytes, as 64 hexadecimal digits; others are refused then")
        String sha256,
    @Schema(description = "also answer a URL of ours to which the bytes may be PUT") Boolean relay,
    @JsonProperty("public")
        @Schema(description = "whether anyone who has the file's URL may read it")
        Boolean isPublic) {

  boolean wantsRelay() {
    return Boolean.TRUE.equals(relay);
  }

  Asked asked(Optional<Duration> life) {
    return new Asked(fileName, contentType, size, sha256, Boolean.TRUE.equals(isPublic), life);
  }
}

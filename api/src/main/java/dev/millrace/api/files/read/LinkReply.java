package dev.millrace.api.files.read;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A URL that needs no key, and until when. */
@Schema(name = "FileLink")
record LinkReply(
    @Schema(description = "Anyone who has it may read the file") URI url,
    @JsonProperty("expires_at") Instant expiresAt) {}

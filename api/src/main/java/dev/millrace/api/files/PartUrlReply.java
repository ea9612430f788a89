package dev.millrace.api.files;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Where one part goes. */
public record PartUrlReply(
    @Schema(description = "PUT the part here, without a key; its ETag is in the answer's header")
        String presignedUrl) {}

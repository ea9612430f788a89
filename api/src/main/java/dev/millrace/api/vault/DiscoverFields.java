package dev.millrace.api.vault;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A server to be asked for its models, for the description of the api. */
@Schema(name = "DiscoverModelsBody")
record DiscoverFields(
    @Schema(
            required = true,
            examples = "https://models.example.com/v1",
            description = "https, on the public internet; up to and with the version")
        String baseUrl,
    @Schema(required = true, description = "used once, and not kept") String apiKey) {}

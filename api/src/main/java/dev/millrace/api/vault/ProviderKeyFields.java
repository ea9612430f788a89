package dev.millrace.api.vault;

import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a body says of a provider key, for the description of the api; {@link KeyWish} reads it. */
@Schema(name = "ProviderKeyBody")
record ProviderKeyFields(
    @Schema(
            examples = "openai",
            description = "whose key it is; needed for a new one, and fixed from then on")
        String provider,
    @Schema(maxLength = 4096, description = "needed for a new one; never shown again")
        String apiKey,
    @Schema(
            maxLength = 100,
            description = "unique in the account; what the provider is called, where left out")
        String name,
    @Schema(defaultValue = "true") Boolean isActive,
    @Schema(
            description =
                "whether calls use it that name no other; the first one of a provider, where left out")
        Boolean isDefault,
    @Schema(
            examples = "https://models.example.com/v1",
            description =
                "where the server is, up to and with the version; for openai-compatible and azure."
                    + " Changing it needs the apiKey again")
        String baseUrl,
    @Schema(nullable = true, description = "the id of the one API key that may use it; null: all")
        String onlyFor,
    @Schema(nullable = true, description = "what you want to keep with it; not secret")
        Map<String, Object> settings) {}

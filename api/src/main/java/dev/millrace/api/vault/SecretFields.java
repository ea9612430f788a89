package dev.millrace.api.vault;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a body says of a secret, for the description of the api; {@link SecretWish} reads it. */
@Schema(name = "SecretBody")
record SecretFields(
    @Schema(
            required = true,
            maxLength = 100,
            examples = "OPENAI_API_KEY",
            description = "letters, digits, underscores; taken in upper case")
        String name,
    @Schema(required = true, maxLength = 8192, description = "never shown again") String value,
    @Schema(
            enumeration = {"all", "agents", "tools", "sandboxes"},
            defaultValue = "all",
            description = "kept for you, and not looked at")
        String scope,
    @Schema(
            enumeration = {"provider", "tool", "custom"},
            defaultValue = "provider",
            description =
                "provider: the account's default key of the provider whose variable has this name")
        String category,
    @Schema(nullable = true, maxLength = 500) String description,
    @Schema(
            defaultValue = "true",
            description = "false: for the calling API key only, unless onlyFor names another")
        Boolean orgWide,
    @Schema(nullable = true, description = "the id of the one API key that may use it")
        String onlyFor) {}

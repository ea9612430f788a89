package dev.millrace.api.keys;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a body says of a key, for the description of the api; {@link KeyBody} reads it. */
@Schema(
    name = "KeyBody",
    description =
        "What is left out is as with the key that makes it, or stays as it is. Runtype's permissions"
            + " is taken for scopes, and expiresAt for expiresIn.")
record KeyFields(
    @Schema(required = true, minLength = 1, maxLength = 200) String name,
    @Schema(
            examples = {"[\"models:run\", \"files:*\"]"},
            description = "resource:action, resource:*, or * for everything")
        List<String> scopes,
    @Schema(
            examples = {"[\"openai/*\"]"},
            description = "owner/alias with * for any characters; empty or null: all models")
        List<String> allowedModels,
    @Schema(
            examples = {"[\"203.0.113.0/24\"]"},
            description = "CIDR ranges or addresses; empty or null: from anywhere")
        List<String> allowedIps,
    @Schema(nullable = true, examples = "30d", description = "30d, 12h, 45m, 90s, 2w or PT5M")
        String expiresIn,
    @Schema(nullable = true, description = "instead of expiresIn; null: never") String expiresAt,
    LimitsView limits,
    CapsView spendCaps,
    @Schema(description = "when it is made only: whether it never reaches a paid provider")
        Boolean isTest,
    @Schema(nullable = true, maxLength = 200, description = "your own word for what it is for")
        String projectId) {}

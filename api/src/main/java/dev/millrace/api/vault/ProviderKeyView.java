package dev.millrace.api.vault;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.secret.KeptKey;
import dev.millrace.secret.ProviderNames;
import dev.millrace.vault.ProviderKeys.Use;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A provider key as it goes out: in Runtype's words, and in ours for what Runtype has none for. */
@Schema(name = "ProviderKey")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ProviderKeyView(
    String id,
    String name,
    String provider,
    @Schema(description = "its last four characters behind an ellipsis; of a short key none")
        String keyPreview,
    boolean isActive,
    @Schema(description = "whether calls use it that name no other") boolean isDefault,
    @Schema(description = "requests that went by it and are still kept; 10000 stands for more too")
        long usageCount,
    @Schema(nullable = true) String lastUsedAt,
    String createdAt,
    String updatedAt,
    @Schema(implementation = Object.class, description = "what you keep with it; not secret")
        ObjectNode settings,
    String providerDisplayName,
    @Schema(nullable = true, description = "the one API key that may use it; null: all")
        String onlyFor,
    @Schema(nullable = true, description = "of servers of your own: where it is") String baseUrl,
    @Schema(description = "of servers of your own: what it said to have, when it was last asked")
        List<String> models,
    @Schema(nullable = true) String lastTestedAt,
    @Schema(nullable = true, description = "what its provider said of it then")
        Boolean lastTestValid) {

  static ProviderKeyView of(KeptKey kept, Use use) {
    var key = kept.key();
    return new ProviderKeyView(
        key.id().toString(),
        key.name(),
        key.provider(),
        "…" + key.preview(),
        key.active(),
        key.isDefault(),
        use.requests(),
        use.last().map(Instant::toString).orElse(null),
        key.createdAt().toString(),
        key.updatedAt().toString(),
        kept.settings(),
        ProviderNames.shown(key.provider()),
        key.onlyFor().map(UUID::toString).orElse(null),
        key.baseUrl().map(URI::toString).orElse(null),
        key.models(),
        kept.tested().map(tested -> tested.at().toString()).orElse(null),
        kept.tested().map(KeptKey.Tested::valid).orElse(null));
  }
}

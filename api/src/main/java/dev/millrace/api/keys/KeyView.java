package dev.millrace.api.keys;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.access.IpRange;
import dev.millrace.access.ModelPattern;
import dev.millrace.account.ApiKey;
import dev.millrace.account.KeyCaps;
import dev.millrace.account.KeyRecord;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A key as it goes out, in Runtools' words, and in ours for what Runtools has no words for. Those
 * who share an account are not told apart, so its owner is the account.
 *
 * @param key its text, in the answer to its making and never again
 */
@Schema(name = "ApiKey")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record KeyView(
    String id,
    String name,
    @Schema(description = "its first characters") String keyPrefix,
    List<String> scopes,
    @Schema(nullable = true) String projectId,
    @Schema(nullable = true) String expiresAt,
    @Schema(nullable = true, description = "to the minute") String lastUsedAt,
    @Schema(nullable = true) String revokedAt,
    String createdAt,
    @Schema(enumeration = {"active", "expired", "revoked"}) String status,
    String ownerUserId,
    String ownerDisplayName,
    @Schema(nullable = true) String ownerEmail,
    @Schema(description = "empty: all models of the account") List<String> allowedModels,
    @Schema(description = "empty: from anywhere") List<String> allowedIps,
    LimitsView limits,
    CapsView spendCaps,
    boolean isTest,
    String updatedAt,
    @Schema(nullable = true, description = "the key that it was rotated to") String replacedBy,
    @Schema(description = "the whole key; only when it is made")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        String key) {

  static KeyView of(KeyRecord record, KeyCaps caps, Instant now) {
    return of(record, caps, now, null);
  }

  static KeyView made(KeyRecord record, KeyCaps caps, ApiKey key, Instant now) {
    return of(record, caps, now, key.reveal());
  }

  private static KeyView of(KeyRecord record, KeyCaps caps, Instant now, String key) {
    var terms = record.terms();
    var history = record.history();
    return new KeyView(
        record.id().toString(),
        record.name(),
        prefix(record),
        terms.scopes().sorted(),
        record.project().orElse(null),
        terms.expiresAt().map(Instant::toString).orElse(null),
        history.lastUsedAt().map(Instant::toString).orElse(null),
        history.revokedAt().map(Instant::toString).orElse(null),
        history.createdAt().toString(),
        record.status(now).name().toLowerCase(Locale.ROOT),
        record.account().toString(),
        record.owner(),
        null,
        terms.models().stream().map(ModelPattern::text).toList(),
        terms.addresses().stream().map(IpRange::toString).toList(),
        LimitsView.of(terms.limits()),
        CapsView.of(caps),
        record.kind() == ApiKey.Kind.TEST,
        history.updatedAt().toString(),
        history.replacedBy().map(UUID::toString).orElse(null),
        key);
  }

  /** Without the dots that a hint ends with: a prefix is one. */
  static String prefix(KeyRecord record) {
    return record.hint().replace("…", "");
  }

  /** Without the key, in case it is ever logged. */
  @Override
  public String toString() {
    return "KeyView[%s, %s]".formatted(id, keyPrefix);
  }
}

package dev.millrace.postgres.account;

import dev.millrace.access.IpRange;
import dev.millrace.access.KeyTerms;
import dev.millrace.access.ModelPattern;
import dev.millrace.access.Scopes;
import dev.millrace.account.AccountId;
import dev.millrace.account.ApiKey;
import dev.millrace.account.KeyOwner;
import dev.millrace.account.KeyRecord;
import dev.millrace.account.Limits;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** How keys and their terms lie in columns of {@code api_key}. */
final class KeyColumns {
  private KeyColumns() {}

  /** Reads a row of {@code key/owner.sql}. */
  static KeyOwner owner(Row row) {
    return new KeyOwner(
        new AccountId(row.getUUID("account_id")),
        row.getUUID("id"),
        ApiKey.Kind.valueOf(row.getString("kind")),
        row.getString("plan"),
        terms(row),
        time(row, "revoked_at"));
  }

  /** Reads a row of {@code key/find.sql} or {@code key/list.sql}. */
  static KeyRecord record(Row row) {
    return new KeyRecord(
        row.getUUID("id"),
        new AccountId(row.getUUID("account_id")),
        row.getString("account_name"),
        row.getString("sha256"),
        ApiKey.Kind.valueOf(row.getString("kind")),
        row.getString("name"),
        row.getString("hint"),
        terms(row),
        Optional.ofNullable(row.getString("project_id")),
        new KeyRecord.History(
            time(row, "created_at").orElseThrow(),
            time(row, "updated_at").orElseThrow(),
            time(row, "last_used_at"),
            time(row, "revoked_at"),
            Optional.ofNullable(row.getUUID("replaced_by"))));
  }

  private static KeyTerms terms(Row row) {
    return new KeyTerms(
        new Scopes(Set.of(row.getArrayOfStrings("scopes"))),
        texts(row, "allowed_models").map(text -> ModelPattern.parse(text).orElseThrow()).toList(),
        texts(row, "allowed_ips").map(text -> IpRange.parse(text).orElseThrow()).toList(),
        new Limits(
            number(row, "requests_per_minute"),
            number(row, "requests_per_hour"),
            number(row, "requests_per_day"),
            number(row, "tokens_per_minute"),
            Optional.ofNullable(row.getInteger("requests_at_once"))),
        time(row, "expires_at"));
  }

  private static Stream<String> texts(Row row, String column) {
    return Arrays.stream(row.getArrayOfStrings(column));
  }

  private static Optional<Long> number(Row row, String column) {
    return Optional.ofNullable(row.getLong(column));
  }

  private static Optional<Instant> time(Row row, String column) {
    return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
  }

  /** Scopes, models, addresses and the five limits, in this order. */
  static List<Object> bounds(KeyTerms terms) {
    var limits = terms.limits();
    var values = new ArrayList<>();
    values.add(terms.scopes().sorted().toArray(String[]::new));
    values.add(terms.models().stream().map(ModelPattern::text).toArray(String[]::new));
    values.add(terms.addresses().stream().map(IpRange::toString).toArray(String[]::new));
    values.add(limits.perMinute().orElse(null));
    values.add(limits.perHour().orElse(null));
    values.add(limits.perDay().orElse(null));
    values.add(limits.tokensPerMinute().orElse(null));
    values.add(limits.atOnce().orElse(null));
    return values;
  }

  static OffsetDateTime expiry(KeyTerms terms) {
    return terms.expiresAt().map(KeyColumns::utc).orElse(null);
  }

  static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}

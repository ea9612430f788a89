package dev.millrace.postgres.vault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.account.AccountId;
import dev.millrace.postgres.SealColumns;
import dev.millrace.secret.KeptKey;
import dev.millrace.secret.ProviderKey;
import io.vertx.sqlclient.Row;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How provider keys lie in columns. */
final class ProviderKeyColumns {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ProviderKeyColumns() {}

  static KeptKey kept(Row row) {
    return new KeptKey(
        key(row), SealedColumns.label(row), settings(row.getString("settings")), tested(row));
  }

  private static ProviderKey key(Row row) {
    return new ProviderKey(
        row.getUUID("id"),
        new AccountId(row.getUUID("account_id")),
        SealedColumns.onlyFor(row),
        row.getString("name"),
        row.getString("provider"),
        row.getString("preview"),
        row.getBoolean("is_active"),
        row.getBoolean("is_default"),
        Optional.ofNullable(row.getString("base_url")).map(URI::create),
        List.of(row.getArrayOfStrings("models")),
        SealColumns.sealed(row),
        SealedColumns.time(row, "created_at"),
        SealedColumns.time(row, "updated_at"));
  }

  private static ObjectNode settings(String text) {
    try {
      return (ObjectNode) JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a column of JSON holds none", e);
    }
  }

  private static Optional<KeptKey.Tested> tested(Row row) {
    return Optional.ofNullable(row.getOffsetDateTime("tested_at"))
        .map(OffsetDateTime::toInstant)
        .map(at -> new KeptKey.Tested(at, row.getBoolean("tested_valid")));
  }

  /** What an update sets, from {@code only_for_key} to {@code tested_valid}, in its order. */
  static List<Object> values(KeptKey kept) {
    var key = kept.key();
    var values = new ArrayList<>();
    values.add(key.onlyFor().orElse(null));
    values.add(key.name());
    values.add(key.preview());
    values.add(key.active());
    values.add(key.isDefault());
    values.add(key.baseUrl().map(URI::toString).orElse(null));
    values.add(key.models().toArray(String[]::new));
    values.addAll(SealedColumns.values(kept.label()));
    values.add(kept.settings().toString());
    values.add(kept.tested().map(tested -> SealedColumns.utc(tested.at())).orElse(null));
    values.add(kept.tested().map(KeptKey.Tested::valid).orElse(null));
    return values;
  }
}

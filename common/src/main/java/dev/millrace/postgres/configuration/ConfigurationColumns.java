package dev.millrace.postgres.configuration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.account.AccountId;
import dev.millrace.configuration.ModelConfiguration;
import dev.millrace.model.ModelName;
import dev.millrace.money.Money;
import dev.millrace.money.UsageJson;
import dev.millrace.postgres.queue.BasisColumns;
import dev.millrace.request.RequestId;
import dev.millrace.vault.ModelConfigurations.Run;
import dev.millrace.vault.ModelConfigurations.Use;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** How configurations and their use lie in columns. */
final class ConfigurationColumns {
  /** A decimal stays as it was written. */
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private ConfigurationColumns() {}

  static ModelConfiguration configuration(Row row) {
    return new ModelConfiguration(
        row.getUUID("id"),
        new AccountId(row.getUUID("account_id")),
        row.getString("provider"),
        row.getString("model_id"),
        Optional.ofNullable(row.getUUID("provider_key_id")),
        row.getBoolean("is_enabled"),
        row.getBoolean("is_default"),
        settings(row.getString("settings")),
        row.getOffsetDateTime("created_at").toInstant(),
        row.getOffsetDateTime("updated_at").toInstant());
  }

  private static ObjectNode settings(String text) {
    try {
      return JSON.readValue(text, ObjectNode.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the settings of a configuration are no JSON object", e);
    }
  }

  static Use use(Row row) {
    return new Use(
        row.getLong("uses"),
        Optional.ofNullable(row.getOffsetDateTime("last_at")).map(OffsetDateTime::toInstant));
  }

  static Run run(Row row) {
    return new Run(
        new RequestId(row.getUUID("id")),
        ModelName.parse(row.getString("model")).orElseThrow(),
        BasisColumns.read(row).payer(),
        new Money(row.getLong("charged")),
        Optional.ofNullable(row.getString("usage")).map(UsageJson::read),
        Optional.ofNullable(row.getLong("provider_millis")).map(Duration::ofMillis),
        row.getOffsetDateTime("created_at").toInstant());
  }

  static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}

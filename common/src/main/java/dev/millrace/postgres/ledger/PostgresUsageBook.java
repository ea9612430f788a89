package dev.millrace.postgres.ledger;

import dev.millrace.account.AccountId;
import dev.millrace.account.UsageSummary;
import dev.millrace.account.UsageTally;
import dev.millrace.ledger.UsageBook;
import dev.millrace.model.ModelName;
import dev.millrace.money.Money;
import dev.millrace.postgres.SqlFile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Usage from the table {@code usage_day}, which whoever ends requests counts in. */
@ApplicationScoped
public class PostgresUsageBook implements UsageBook {
  private static final String SUMMARY = SqlFile.read("ledger/usage_summary");
  private static final UUID UNKNOWN_KEY = new UUID(0, 0);

  private final Pool pool;

  public PostgresUsageBook(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<UsageSummary> summary(AccountId account, LocalDate first, LocalDate last, int most) {
    return pool.withConnection(
            connection ->
                connection
                    .preparedQuery(SUMMARY)
                    .execute(Tuple.of(account.value(), first, last, most)))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .collect(Collectors.groupingBy(row -> row.getString("part"))))
        .map(PostgresUsageBook::summary);
  }

  private static UsageSummary summary(Map<String, List<Row>> parts) {
    return new UsageSummary(
        tally(parts.get("total").getFirst()),
        of(parts, "day").stream()
            .map(row -> new UsageSummary.OfDay(row.getLocalDate("day"), tally(row)))
            .toList(),
        of(parts, "model").stream()
            .map(row -> new UsageSummary.OfModel(model(row), tally(row)))
            .toList(),
        of(parts, "key").stream().map(PostgresUsageBook::ofKey).toList());
  }

  private static List<Row> of(Map<String, List<Row>> parts, String part) {
    return parts.getOrDefault(part, List.of());
  }

  private static ModelName model(Row row) {
    return ModelName.parse(row.getString("model")).orElseThrow();
  }

  private static UsageSummary.OfKey ofKey(Row row) {
    return new UsageSummary.OfKey(
        Optional.of(row.getUUID("key_id")).filter(key -> !key.equals(UNKNOWN_KEY)),
        Optional.ofNullable(row.getString("name")),
        Optional.ofNullable(row.getString("hint")),
        tally(row));
  }

  private static UsageTally tally(Row row) {
    return new UsageTally(
        row.getLong("completed"),
        row.getLong("failed"),
        row.getLong("cancelled"),
        new Money(row.getLong("charged")),
        row.getLong("input_tokens"),
        row.getLong("output_tokens"));
  }
}

package dev.millrace.postgres.queue;

import dev.millrace.request.Basis;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** On what basis requests run: three columns of {@code request}. */
public final class BasisColumns {
  private BasisColumns() {}

  /** Appends the columns. */
  public static <T> void add(Tuple values, Collection<T> rows, Function<T, Basis> basis) {
    values
        .addArrayOfString(
            Columns.texts(rows, row -> basis.apply(row).payer().name().toLowerCase(Locale.ROOT)))
        .addArrayOfUUID(Columns.uuids(rows, row -> basis.apply(row).providerKey().orElse(null)))
        .addArrayOfUUID(Columns.uuids(rows, row -> basis.apply(row).configuration().orElse(null)));
  }

  /** Whether we pay the provider, from {@code payer} alone. */
  static boolean isPlatforms(Row row) {
    return payer(row) == Basis.Payer.PLATFORM;
  }

  private static Basis.Payer payer(Row row) {
    return Basis.Payer.valueOf(row.getString("payer").toUpperCase(Locale.ROOT));
  }

  /** From {@code payer, provider_key_id, model_config_id}. */
  public static Basis read(Row row) {
    return new Basis(
        payer(row),
        Optional.ofNullable(row.getUUID("provider_key_id")),
        Optional.ofNullable(row.getUUID("model_config_id")));
  }
}

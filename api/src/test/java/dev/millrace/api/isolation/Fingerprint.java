package dev.millrace.api.isolation;

import dev.millrace.account.AccountId;
import dev.millrace.api.testing.Ledger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** All that PostgreSQL holds of an account: a digest for each table. */
final class Fingerprint {
  /** When a key was used last is no change of what the account has. */
  private static final String[] VOLATILE = {"last_used_at"};

  /** The ways from a row to its account, the first that a table has. */
  private static final Map<String, String> WAYS = ways();

  private final Ledger ledger;

  Fingerprint(Ledger ledger) {
    this.ledger = ledger;
  }

  private static Map<String, String> ways() {
    var ways = new LinkedHashMap<String, String>();
    ways.put("account_id", "account_id = $1");
    ways.put("request_id", "request_id in (select id from request where account_id = $1)");
    ways.put("file_id", "file_id in (select id from file where account_id = $1)");
    ways.put("upload_id", "upload_id in (select id from upload where account_id = $1)");
    return ways;
  }

  /** By table, each with the number of rows, so that one sees what it is that changed. */
  Map<String, String> of(String account) {
    var id = AccountId.of(account).value();
    var prints = new LinkedHashMap<String, String>();
    prints.put("account", digest("account", "id = $1", id));
    for (var table : tables()) {
      columns(table).stream()
          .filter(WAYS::containsKey)
          .min((one, other) -> Integer.compare(rank(one), rank(other)))
          .ifPresent(column -> prints.put(table, digest(table, WAYS.get(column), id)));
    }
    return prints;
  }

  private static int rank(String column) {
    return List.copyOf(WAYS.keySet()).indexOf(column);
  }

  private List<String> tables() {
    return ledger
        .run(
            """
            select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
             order by 1
            """)
        .stream()
        .map(row -> row.getString("name"))
        .toList();
  }

  private List<String> columns(String table) {
    return ledger
        .run(
            """
            select attname::text as name from pg_attribute
             where attrelid = $1::text::regclass and attnum > 0 and not attisdropped
            """,
            table)
        .stream()
        .map(row -> row.getString("name"))
        .toList();
  }

  private String digest(String table, String where, UUID account) {
    return ledger
        .run(
            """
            select count(*) || ' rows, ' || md5(coalesce(string_agg(line, ' ' order by line), '')) as print
              from (select (to_jsonb(t) - $2::text[])::text as line from %s t where %s) lines
            """
                .formatted(table, where),
            account,
            VOLATILE)
        .getFirst()
        .getString("print");
  }
}

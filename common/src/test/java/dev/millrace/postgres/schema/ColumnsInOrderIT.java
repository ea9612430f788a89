package dev.millrace.postgres.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.engines.Engines;
import dev.millrace.testing.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** V034 writes {@code request} anew: nothing but the order of its columns may change. */
class ColumnsInOrderIT {
  private static final String NAME = "columns_in_order";
  private static final String FILL =
      """
      insert into account (id, name, plan, balance, held, created_at)
      values ('00000000-0000-7000-8000-000000000001', 'a', 'free', 10, 5, now());
      insert into request (id, account_id, model, lane, status, sequence, attempt, deferrals, worker_id,
             dispatch_partition, dispatch_offset, held, rate_card, route, created_at, started_at,
             attempt_started_at, correlation_id, metadata, start_by, finish_by, stored, public, retry_of,
             webhook_url, webhook_events, key_id, files_seconds, model_config_id, cancel_asked_at)
      values (gen_random_uuid(), '00000000-0000-7000-8000-000000000001', 'a/b', 'low', 'IN_PROGRESS', 3, 2, 1,
             gen_random_uuid(), 7, 8, 5, 'card', 'way', now(), now(), now(), 'c', '{"k": "v"}', now(), now(),
             false, true, gen_random_uuid(), 'https://x', '{start}', gen_random_uuid(), 9, gen_random_uuid(), now());
      insert into request (id, account_id, model, lane, status, sequence, attempt, dispatch_partition,
             dispatch_offset, held, charged, rate_card, route, created_at, started_at, attempt_started_at,
             finished_at, provider_millis, correlation_id, usage, settled_by, payloads_purged_at, end_reason)
      values (gen_random_uuid(), '00000000-0000-7000-8000-000000000001', 'a/b', 'normal', 'COMPLETED', 2, 1, 1,
             2, 5, 4, 'card', 'way', now(), now(), now(), now(), 11, 'c', '{"outputs": 1}', gen_random_uuid(),
             now(), 'stop');
      insert into request (id, account_id, model, lane, status, sequence, attempt, synchronous, held, rate_card,
             created_at, finished_at, correlation_id, payer, provider_key_id, fault_code, fault_message, fault_details)
      values (gen_random_uuid(), '00000000-0000-7000-8000-000000000001', 'a/b', 'normal', 'FAILED', 1, 0, true, 0,
             'card', now(), now(), 'c', 'account', gen_random_uuid(), 'X', 'broken', '[]')
      """;

  /** Rows, columns, constraints, indexes and triggers, each in an order of its own. */
  private static final String ALL =
      """
      select (select string_agg(to_jsonb(r)::text, e'\\n' order by r.id) from request r)
          || (select string_agg(format('%s %s %s %s', attname, format_type(atttypid, atttypmod), attnotnull,
                       pg_get_expr(adbin, adrelid)), e'\\n' order by attname)
                from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
               where attrelid = 'request'::regclass and attnum > 0 and not attisdropped)
          || (select string_agg(conname || pg_get_constraintdef(oid), e'\\n' order by conname)
                from pg_constraint where conrelid = 'request'::regclass)
          || (select string_agg(indexdef, e'\\n' order by indexname) from pg_indexes where tablename = 'request')
          || (select string_agg(pg_get_triggerdef(oid), e'\\n' order by tgname)
                from pg_trigger where tgrelid = 'request'::regclass)
          || (select array_to_string(reloptions, ',') from pg_class where oid = 'request'::regclass)
      """;

  private static final String URL = "jdbc:" + Database.url(NAME);

  @BeforeEach
  void theSchemaBefore() {
    Database.shared().run("drop database if exists " + NAME + " with (force)");
    Database.shared().run("create database " + NAME);
    flyway("33").migrate();
  }

  @AfterEach
  void drop() {
    Database.shared().run("drop database " + NAME + " with (force)");
  }

  @Test
  void nothingButTheOrderOfColumnsChanges() throws SQLException {
    try (var connection = connection()) {
      connection.createStatement().execute(FILL);
      var was = all(connection);

      flyway("34").migrate();

      assertThat(was).contains("COMPLETED", "request_queued_is_wanted", "fillfactor=50");
      assertThat(all(connection)).isEqualTo(was);
    }
  }

  private Flyway flyway(String target) {
    var postgres = Engines.forTests().postgres();
    return Flyway.configure()
        .dataSource(URL, postgres.user(), postgres.password())
        .target(target)
        .load();
  }

  private Connection connection() throws SQLException {
    var postgres = Engines.forTests().postgres();
    return DriverManager.getConnection(URL, postgres.user(), postgres.password());
  }

  private static String all(Connection connection) throws SQLException {
    try (var row = connection.createStatement().executeQuery(ALL)) {
      row.next();
      return row.getString(1);
    }
  }
}

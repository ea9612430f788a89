package dev.millrace.postgres.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.access.KeyTerms;
import dev.millrace.account.AccountId;
import dev.millrace.account.KeyCaps;
import dev.millrace.ledger.ApiKeys;
import dev.millrace.ledger.ApiKeysContract;
import dev.millrace.ledger.KeyRing;
import dev.millrace.testing.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresApiKeysIT extends ApiKeysContract {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Database DATABASE = Database.shared();

  private final ApiKeys keys = new PostgresApiKeys(DATABASE.pool());
  private final KeyRing ring = new PostgresKeyRing(DATABASE.pool());

  @Override
  protected ApiKeys keys() {
    return keys;
  }

  @Override
  protected KeyRing ring() {
    return ring;
  }

  @Override
  protected AccountId account(String name) {
    var id = AccountId.next(Instant.now(), ThreadLocalRandom.current());
    DATABASE.run(
        "insert into account (id, name, plan, created_at) values ($1, $2, 'free', now())",
        id.value(),
        name);
    return id;
  }

  @Override
  protected KeyCaps capsOf(AccountId account, UUID key) {
    var caps =
        new PostgresSpendCaps(DATABASE.pool()).list(account, Instant.now()).await().atMost(SOON);
    return KeyCaps.of(key, caps);
  }

  /** As those are that were there before keys had terms. */
  @Test
  void aKeyOfWhichNothingElseIsSaidMayDoEverything() {
    var key = insert(account("ann"));

    var sha256 =
        DATABASE.run("select sha256 from api_key where id = $1", key).getFirst().getString(0);
    assertThat(ring.ownerOf(sha256).await().atMost(SOON).orElseThrow().terms())
        .isEqualTo(KeyTerms.UNBOUNDED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scopes = '{}'",
        "scopes = array[null::text]",
        "allowed_models = array_fill('a'::text, array[101])",
        "allowed_models = array[repeat('a', 30000)]",
        "allowed_ips = array_fill('::/0'::text, array[101])",
        "requests_per_minute = 0",
        "requests_at_once = -1",
        "project_id = ''",
        "replaced_by = id"
      })
  void theSchemaRefusesNonsense(String nonsense) {
    var key = insert(account("ann"));

    assertThatThrownBy(() -> DATABASE.run("update api_key set " + nonsense + " where id = $1", key))
        .hasMessageContaining("api_key_");
  }

  private static UUID insert(AccountId account) {
    var id = UUID.randomUUID();
    DATABASE.run(
        """
        insert into api_key (id, account_id, sha256, kind, name, hint, created_at)
        values ($1, $2, encode(sha256(uuid_send($1)), 'hex'), 'LIVE', 'test', 'mr_live_…', now())
        """,
        id,
        account.value());
    return id;
  }
}

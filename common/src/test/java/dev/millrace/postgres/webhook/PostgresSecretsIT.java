package dev.millrace.postgres.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.account.AccountId;
import dev.millrace.secret.MasterKeys;
import dev.millrace.secret.Sealer;
import dev.millrace.secret.TestSealer;
import dev.millrace.secret.UnopenedException;
import dev.millrace.testing.Database;
import dev.millrace.webhook.Secret;
import dev.millrace.webhook.Secrets;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How webhook secrets lie in the database. */
class PostgresSecretsIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration OVERLAP = Duration.ofHours(24);

  private final Database database = Database.shared();
  private final Secrets sealed = secrets(TestSealer.under("main"));
  private final Secrets plain = secrets(new Sealer(MasterKeys.NONE));
  private AccountId account;

  @BeforeEach
  void anAccount() {
    account = AccountId.next(Instant.now(), ThreadLocalRandom.current());
    database.run(
        "insert into account (id, name, plan, created_at) values ($1, 'ann', 'free', now())",
        account.value());
  }

  private Secrets secrets(Sealer sealer) {
    return new PostgresSecrets(Pool.newInstance(database.pool()), sealer);
  }

  private List<Secret> signing(Secrets secrets, Instant at) {
    return wait(secrets.signing(List.of(account), at)).get(account);
  }

  private String rows() {
    return database
        .run("select t::text as line from webhook_secret t where account_id = $1", account.value())
        .stream()
        .map(row -> row.getString("line"))
        .toList()
        .toString();
  }

  private static <T> T wait(Uni<T> uni) {
    return uni.await().atMost(SOON);
  }

  @Test
  void aSecretIsMadeOnceAndLiesSealed() {
    var made = signing(sealed, NOW);

    assertThat(made).hasSize(1);
    assertThat(signing(sealed, NOW)).isEqualTo(made);
    assertThat(rows()).contains("main").doesNotContain("whsec_");
  }

  @Test
  void withoutAMasterKeyItLiesAsItIs() {
    var made = signing(plain, NOW);

    assertThat(signing(plain, NOW)).isEqualTo(made);
    assertThat(rows()).contains(made.getFirst().text());
  }

  @Test
  void whatLayThereAsItIsSignsOnAndIsSealed() {
    var first = signing(plain, NOW).getFirst();
    var second = wait(plain.rotate(account, NOW, NOW.plus(OVERLAP))).orElseThrow();

    assertThat(signing(sealed, NOW)).containsExactly(second, first);

    assertThat(rows()).doesNotContain("whsec_");
    assertThat(signing(sealed, NOW)).containsExactly(second, first);
  }

  @Test
  void aRotationSealsTooAndTheOldOneSignsForAWhile() {
    var first = signing(sealed, NOW).getFirst();

    var second = wait(sealed.rotate(account, NOW, NOW.plus(OVERLAP))).orElseThrow();

    assertThat(signing(sealed, NOW)).containsExactly(second, first);
    assertThat(signing(sealed, NOW.plus(OVERLAP))).containsExactly(second);
    assertThat(rows()).doesNotContain("whsec_");
  }

  @Test
  void ofManyWhoAskAtOnceAllGetTheSame() {
    var asked =
        Uni.join()
            .all(
                sealed.signing(List.of(account), NOW),
                sealed.signing(List.of(account), NOW),
                sealed.signing(List.of(account), NOW))
            .andFailFast();

    assertThat(wait(asked).stream().distinct()).hasSize(1);
  }

  @Test
  void underAMasterKeyThatIsGoneNothingSigns() {
    signing(sealed, NOW);

    assertThatThrownBy(() -> signing(secrets(TestSealer.under("another")), NOW))
        .isInstanceOf(UnopenedException.class);
  }
}

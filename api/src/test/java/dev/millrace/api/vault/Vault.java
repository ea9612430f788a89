package dev.millrace.api.vault;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.access.KeyTerms;
import dev.millrace.account.AccountId;
import dev.millrace.account.ApiKey;
import dev.millrace.account.KeyCaps;
import dev.millrace.account.NewKey;
import dev.millrace.api.announce.Announcer;
import dev.millrace.api.http.key.Caller;
import dev.millrace.configuration.Profile;
import dev.millrace.deployment.SecretsConfig;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultException;
import dev.millrace.ledger.InMemoryApiKeys;
import dev.millrace.ledger.InMemorySpendCaps;
import dev.millrace.notice.InMemoryNotices;
import dev.millrace.secret.ProviderKey;
import dev.millrace.secret.Sealer;
import dev.millrace.secret.TestSealer;
import dev.millrace.testing.HandClock;
import dev.millrace.testing.Settings;
import dev.millrace.vault.InMemoryNamedSecrets;
import dev.millrace.vault.InMemoryProviderKeys;
import dev.millrace.vault.KeyTester;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Desks over stores in memory, and an account that comes to them. */
final class Vault {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  final InMemoryProviderKeys keys = new InMemoryProviderKeys();
  final InMemoryApiKeys apiKeys = new InMemoryApiKeys(new InMemorySpendCaps());
  final InMemoryNotices notices = new InMemoryNotices();
  final Sealer sealer = TestSealer.under("main");
  final HandClock clock = new HandClock();
  final Provider provider = new Provider();
  final AccountId account = new AccountId(UUID.randomUUID());
  final UUID callingKey = UUID.randomUUID();
  final ProviderKeyDesk desk;
  final ProbeDesk probes;
  final SecretDesk secrets;

  Vault() {
    this(Map.of());
  }

  Vault(Map<String, String> settings) {
    var config = Settings.of(SecretsConfig.class, settings);
    var announcer = new Announcer(notices, new SimpleMeterRegistry());
    var holders = new Holders(apiKeys);
    apiKeys.open(account, "ann");
    desk = new ProviderKeyDesk(keys, holders, provider, sealer, announcer, config, clock);
    probes = new ProbeDesk(keys, desk, provider, sealer, clock);
    secrets =
        new SecretDesk(
            new UsualKeys(keys, sealer, announcer, config, clock),
            new InMemoryNamedSecrets(),
            holders,
            sealer,
            config,
            clock);
  }

  /** A key of the account. */
  UUID apiKey() {
    var id = UUID.randomUUID();
    apiKeys
        .create(
            new NewKey(
                id,
                account,
                ApiKey.generate(ApiKey.Kind.LIVE, new SecureRandom()),
                new NewKey.Label("one", Optional.empty()),
                KeyTerms.UNBOUNDED,
                KeyCaps.NONE,
                clock.instant()),
            10)
        .await()
        .atMost(SOON);
    return id;
  }

  Caller caller() {
    return new Caller(
        account,
        callingKey,
        ApiKey.Kind.LIVE,
        "free",
        KeyTerms.UNBOUNDED,
        Profile.EMPTY,
        Optional.empty());
  }

  ProviderKeyView make(String body) {
    return soon(desk.create(account, json(body))).providerKey();
  }

  ProviderKeyView change(String id, String body) {
    return soon(desk.change(account, id, json(body))).providerKey();
  }

  SecretAnswers.Kept put(String body) {
    return soon(secrets.put(caller(), SecretWish.of(json(body), callingKey)));
  }

  /** The keys as calls find them. */
  List<ProviderKey> stored() {
    return soon(keys.list(account)).stream().map(kept -> kept.key()).toList();
  }

  String opened(ProviderKey key) {
    return sealer.open(account, key.id(), key.sealed());
  }

  /** Quotes are easier to write as apostrophes. */
  static ObjectNode json(String text) {
    try {
      return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static <T> T soon(Uni<T> uni) {
    return uni.await().atMost(SOON);
  }

  /** The fault that a call is refused with. */
  static Fault refused(ThrowingCallable call) {
    return catchThrowableOfType(FaultException.class, call).fault();
  }

  /** A provider that says what a test wants it to say. */
  static final class Provider implements KeyTester {
    final List<Asked> asked = new ArrayList<>();
    Verdict verdict = new Verdict(true, 200, "The provider takes the key.");
    List<Listed> models = List.of();
    Optional<FaultException> failure = Optional.empty();
    Optional<String> problem = Optional.empty();

    @Override
    public Uni<Verdict> test(Asked key) {
      return answer(key, verdict);
    }

    @Override
    public Uni<List<Listed>> models(Asked key) {
      return answer(key, models);
    }

    private <T> Uni<T> answer(Asked key, T answer) {
      asked.add(key);
      return failure
          .map(fault -> Uni.createFrom().<T>failure(fault))
          .orElseGet(() -> Uni.createFrom().item(answer));
    }

    @Override
    public Uni<Optional<String>> problem(String url) {
      return Uni.createFrom().item(problem);
    }
  }
}

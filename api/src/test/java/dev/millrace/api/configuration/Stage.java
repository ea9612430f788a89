package dev.millrace.api.configuration;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.access.KeyTerms;
import dev.millrace.access.ModelPattern;
import dev.millrace.access.Scopes;
import dev.millrace.account.AccountId;
import dev.millrace.account.ApiKey;
import dev.millrace.account.Limits;
import dev.millrace.account.Plan;
import dev.millrace.account.Plans;
import dev.millrace.api.announce.Announcer;
import dev.millrace.api.catalog.PlanGate;
import dev.millrace.api.http.key.Caller;
import dev.millrace.configuration.Packaged;
import dev.millrace.configuration.Profile;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultException;
import dev.millrace.model.Catalogue;
import dev.millrace.model.Route;
import dev.millrace.notice.InMemoryNotices;
import dev.millrace.provider.Call;
import dev.millrace.provider.Provider;
import dev.millrace.provider.Providers;
import dev.millrace.request.Outcome;
import dev.millrace.secret.KeptKey;
import dev.millrace.secret.KeyDraft;
import dev.millrace.secret.Sealer;
import dev.millrace.secret.TestSealer;
import dev.millrace.testing.HandClock;
import dev.millrace.vault.InMemoryModelConfigurations;
import dev.millrace.vault.InMemoryProviderKeys;
import dev.millrace.vault.JointProfiles;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * Desks over stores in memory, and an account that comes to them. The platform has a key of OpenAI
 * and none of other providers; the plan {@code narrow} has local models only.
 */
final class Stage {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  final InMemoryModelConfigurations configurations = new InMemoryModelConfigurations();
  final InMemoryProviderKeys keys = new InMemoryProviderKeys();
  final InMemoryNotices notices = new InMemoryNotices();
  final HandClock clock = new HandClock();
  final AccountId account = new AccountId(UUID.randomUUID());
  final UUID callingKey = UUID.randomUUID();
  final ConfigDesk desk;
  final OfferDesk shown;
  final UsageDesk usage;

  private final Sealer sealer = TestSealer.under("main");

  Stage() {
    this(Packaged.catalogue(Map.of("OPENAI_API_KEY", "k")));
  }

  Stage(Catalogue catalogue) {
    var plans = new Plans(List.of(plan("wide", "*"), plan("narrow", "local/*")), "wide");
    var providers = new Providers(List.of(remote("openai"), remote("anthropic"), remote("gemini")));
    var offers = new Offers(catalogue, plans, providers);
    configurations.open(account);
    desk =
        new ConfigDesk(
            configurations,
            new NamedKeys(keys),
            offers,
            new ConfigCheck(offers, new PlanGate(plans)),
            new Announcer(notices, new SimpleMeterRegistry()),
            clock);
    shown = new OfferDesk(offers, configurations);
    usage = new UsageDesk(configurations, desk, offers);
  }

  private static Plan plan(String name, String models) {
    return new Plan(
        name,
        1,
        1,
        Optional.empty(),
        Optional.empty(),
        List.of(ModelPattern.parse(models).orElseThrow()),
        Limits.NONE,
        Optional.empty());
  }

  private static Provider remote(String dialect) {
    return new Provider() {
      @Override
      public String dialect() {
        return dialect;
      }

      @Override
      public List<String> problems(Route route) {
        return List.of();
      }

      @Override
      public Uni<Outcome> run(Call call) {
        return Uni.createFrom().item(new Outcome.Cancelled());
      }
    };
  }

  Caller caller() {
    return caller("wide", List.of());
  }

  /** The account as it stands now, on a plan, by a key for these models only. */
  Caller caller(String plan, List<String> models) {
    return new Caller(
        account,
        callingKey,
        ApiKey.Kind.LIVE,
        plan,
        new KeyTerms(
            new Scopes(Set.of("*")),
            models.stream().map(text -> ModelPattern.parse(text).orElseThrow()).toList(),
            List.of(),
            Limits.NONE,
            Optional.empty()),
        profile(),
        Optional.empty());
  }

  private Profile profile() {
    return soon(new JointProfiles(keys, configurations).of(account));
  }

  /** A key of the account's own for a provider. */
  UUID ownKey(String provider, boolean isDefault) {
    return kept(
        KeyDraft.of(account, UUID.randomUUID(), provider)
            .named(provider + " key")
            .isDefault(isDefault));
  }

  /** A key for a server that says which models it has. */
  UUID ownServer(String name, String model) {
    return kept(
        KeyDraft.of(account, UUID.randomUUID(), "openai-compatible")
            .named(name)
            .at(Optional.of(URI.create("https://models.example.com/v1")))
            .models(List.of(model)));
  }

  private UUID kept(KeyDraft draft) {
    KeptKey key = draft.holding("sk-own-secret-key", sealer).done(clock.instant());
    soon(keys.create(key, 10));
    return key.key().id();
  }

  ConfigView make(String body) {
    return soon(desk.create(caller(), body(body)));
  }

  ConfigView change(String id, String body) {
    return soon(desk.update(caller(), id, body(body)));
  }

  List<ConfigView> list() {
    return soon(desk.list(caller()));
  }

  static ConfigBody body(String text) {
    return new ConfigBody(Packaged.json(text));
  }

  static JsonNode json(Object view) {
    return JSON.valueToTree(view);
  }

  static <T> T soon(Uni<T> answer) {
    return answer.await().atMost(SOON);
  }

  static Fault fault(ThrowingCallable work) {
    return catchThrowableOfType(FaultException.class, work).fault();
  }
}

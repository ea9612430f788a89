package dev.millrace.api.catalog;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.access.KeyTerms;
import dev.millrace.access.ModelPattern;
import dev.millrace.access.Scopes;
import dev.millrace.account.AccountId;
import dev.millrace.account.ApiKey;
import dev.millrace.account.Limits;
import dev.millrace.account.Plan;
import dev.millrace.account.Plans;
import dev.millrace.api.http.key.Caller;
import dev.millrace.basis.StandIns;
import dev.millrace.configuration.ModelConfiguration;
import dev.millrace.configuration.Profile;
import dev.millrace.provider.Providers;
import dev.millrace.secret.ProviderKey;
import dev.millrace.secret.Sealed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Plans, callers and what they have set up, for tests of who can call what. */
public final class ReachOnPaper {
  /** The usual plan {@code free} has the models of acme, {@code max} has all but those of far. */
  public static final Plans PLANS =
      new Plans(List.of(plan("free", "acme/*"), plan("max", "acme/*", "lab/*")), "free");

  public static final Reach REACH = new Reach(PLANS, new StandIns(new Providers(List.of())));

  private static final AccountId ACCOUNT = new AccountId(new UUID(0, 1));
  private static final UUID API_KEY = new UUID(0, 2);
  private static final UUID PROVIDER_KEY = new UUID(0, 3);

  private ReachOnPaper() {}

  /** Whoever comes with a key of this plan, which may use these models; none: all of them. */
  public static Caller caller(String plan, String... models) {
    var patterns = Stream.of(models).map(ModelPattern::parse).map(Optional::orElseThrow).toList();
    return new Caller(
        ACCOUNT,
        API_KEY,
        ApiKey.Kind.LIVE,
        plan,
        new KeyTerms(Scopes.ALL, patterns, List.of(), Limits.NONE, Optional.empty()),
        Profile.EMPTY,
        Optional.empty());
  }

  /** The same caller with a test key. */
  public static Caller testing(Caller caller) {
    return new Caller(
        caller.account(),
        caller.key(),
        ApiKey.Kind.TEST,
        caller.plan(),
        caller.terms(),
        caller.profile(),
        caller.payer());
  }

  /** The same caller with a key of its account's own for this provider. */
  public static Caller withKey(Caller caller, String provider, boolean active) {
    var key =
        new ProviderKey(
            PROVIDER_KEY,
            ACCOUNT,
            Optional.empty(),
            "mine",
            provider,
            "…1234",
            active,
            true,
            Optional.empty(),
            List.of(),
            new Sealed("main", new byte[] {1}, new byte[] {2}),
            Instant.EPOCH,
            Instant.EPOCH);
    return caller.with(new Profile(List.of(key), caller.profile().configurations()));
  }

  /** The same caller, who has said that this model is to be called by that key. */
  public static Caller configured(Caller caller, String model) {
    var configuration =
        new ModelConfiguration(
            UUID.randomUUID(),
            ACCOUNT,
            "openai",
            model,
            Optional.of(PROVIDER_KEY),
            true,
            false,
            JsonNodeFactory.instance.objectNode(),
            Instant.EPOCH,
            Instant.EPOCH);
    return caller.with(new Profile(caller.profile().keys(), List.of(configuration)));
  }

  private static Plan plan(String name, String... models) {
    return new Plan(
        name,
        1_000,
        1,
        Optional.empty(),
        Optional.empty(),
        Stream.of(models).map(ModelPattern::parse).map(Optional::orElseThrow).toList(),
        Limits.NONE,
        Optional.empty());
  }
}

package dev.millrace.worker.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.account.AccountId;
import dev.millrace.basis.OwnModels;
import dev.millrace.basis.ProviderKeysOf;
import dev.millrace.basis.StandIns;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.model.CatalogueSnapshot;
import dev.millrace.model.Model;
import dev.millrace.model.ModelName;
import dev.millrace.model.Route;
import dev.millrace.money.RateCard;
import dev.millrace.provider.Calls;
import dev.millrace.provider.Providers;
import dev.millrace.provider.SpeakingProviders;
import dev.millrace.queue.Claim;
import dev.millrace.request.Basis;
import dev.millrace.request.Deadlines;
import dev.millrace.route.Models;
import dev.millrace.secret.KeptKey;
import dev.millrace.secret.KeyDraft;
import dev.millrace.vault.InMemoryProviderKeys;
import dev.millrace.vault.Made;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ClaimedModelsTest {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Instant NOW = Claims.CLAIMED_AT;
  private static final Providers PROVIDERS = SpeakingProviders.all();
  private static final Model MODEL =
      Models.model(3, SOON)
          .going(
              List.of(
                  Calls.route(
                      "openai",
                      "{'base_url':'https://api.openai.com/v1','model':'m','api_key':'ours'}")),
              Optional.of(RateCard.perRequest("1")));

  private final InMemoryProviderKeys keys = new InMemoryProviderKeys();
  private final ClaimedModels models = in(new CatalogueSnapshot("1", List.of(MODEL)));

  @Test
  void whatWePayForIsAsTheCatalogueHasIt() {
    assertThat(of(claim(Basis.PLATFORM))).contains(MODEL);
    assertThat(
            in(new CatalogueSnapshot("2", List.of()))
                .of(claim(Basis.PLATFORM))
                .await()
                .atMost(SOON))
        .isEmpty();
  }

  @Test
  void whatTheAccountPaysForGoesByTheKeyThatItWasTakenInWith() {
    var claim = claim(Basis.PLATFORM);
    var key = kept(draft(claim.account(), "openai"));

    var model = of(paidBy(key, claim)).orElseThrow();

    assertThat(model.routes())
        .extracting(route -> route.settings().path("api_key").asText())
        .containsExactly("sk-ann");
    assertThat(model.price()).contains(RateCard.free());
  }

  @Test
  void aModelOfAnOwnServerNeedsNoCatalogue() {
    var claim = claim(Basis.PLATFORM);
    var key =
        kept(
            draft(claim.account(), "openai-compatible")
                .named("box")
                .at(Optional.of(URI.create("https://box.test/v1"))));
    var name = ModelName.parse("own/box/llama").orElseThrow();

    var model = of(named(name, paidBy(key, claim))).orElseThrow();

    assertThat(model.routes()).singleElement().matches(Route::leadsElsewhere);
  }

  @Test
  void aKeyThatIsGoneOrInactiveOrAnothersOrChangedFailsTheRequest() {
    var claim = claim(Basis.PLATFORM);
    var inactive = kept(draft(claim.account(), "openai").active(false));
    var another = kept(draft(new AccountId(UUID.randomUUID()), "openai"));
    var changed = kept(draft(claim.account(), "mistral"));

    for (var key : List.of(inactive, another, changed, UUID.randomUUID())) {
      assertThatThrownBy(() -> of(paidBy(key, claim)))
          .isInstanceOf(FaultException.class)
          .extracting(failure -> ((FaultException) failure).fault().code())
          .isEqualTo(FaultCode.OWN_KEY_UNUSABLE);
    }
  }

  @Test
  void whatNobodyPaysForStaysHere() {
    var talking =
        new Model(
            MODEL.name(),
            "",
            "",
            "",
            List.of(),
            MODEL.inputSchema(),
            MODEL.outputSchema(),
            Set.of(Model.CHAT),
            MODEL.price(),
            SOON,
            1,
            MODEL.routes());
    var there = in(new CatalogueSnapshot("1", List.of(talking)));

    var model = there.of(claim(Basis.ofTest())).await().atMost(SOON).orElseThrow();

    assertThat(model.routes()).extracting(Route::dialect).containsExactly("local");
  }

  private Optional<Model> of(Claim claim) {
    return models.of(claim).await().atMost(SOON);
  }

  private ClaimedModels in(CatalogueSnapshot catalogue) {
    return new ClaimedModels(
        catalogue, keys, new OwnModels(PROVIDERS, ProviderKeysOf.SEALER), new StandIns(PROVIDERS));
  }

  private static KeyDraft draft(AccountId account, String provider) {
    return new ProviderKeysOf(account).draft(provider, "sk-ann");
  }

  private UUID kept(KeyDraft draft) {
    KeptKey key = draft.named(UUID.randomUUID().toString()).done(NOW);
    assertThat(keys.create(key, 100).await().atMost(SOON)).isEqualTo(Made.APPLIED);
    return key.key().id();
  }

  private static Claim claim(Basis basis) {
    return Claims.claim(1, 0, "0", origin(basis));
  }

  private static Claim.Origin origin(Basis basis) {
    return new Claim.Origin(NOW, NOW, Deadlines.NONE, Optional.empty(), basis, true, false, false);
  }

  private static Claim paidBy(UUID key, Claim claim) {
    return copy(claim, claim.model(), Basis.ofOwnKey(key));
  }

  private static Claim named(ModelName model, Claim claim) {
    return copy(claim, model, claim.origin().basis());
  }

  private static Claim copy(Claim claim, ModelName model, Basis basis) {
    return new Claim(
        claim.request(),
        claim.account(),
        model,
        1,
        0,
        1,
        "{}",
        claim.held(),
        claim.rateCard(),
        "test",
        NOW,
        origin(basis));
  }
}

package dev.millrace.worker.execute;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.basis.OwnModels;
import dev.millrace.basis.ProviderKeysOf;
import dev.millrace.basis.StandIns;
import dev.millrace.blob.BlobsInMemory;
import dev.millrace.fault.FaultCode;
import dev.millrace.input.Handover;
import dev.millrace.model.CatalogueSnapshot;
import dev.millrace.money.Money;
import dev.millrace.money.RateCard;
import dev.millrace.payload.PayloadStore;
import dev.millrace.provider.Calls;
import dev.millrace.provider.FakeUpstream;
import dev.millrace.provider.Providers;
import dev.millrace.provider.SpeakingProviders;
import dev.millrace.queue.Claim;
import dev.millrace.queue.Verdict;
import dev.millrace.request.Basis;
import dev.millrace.request.Deadlines;
import dev.millrace.route.BreakerConfig;
import dev.millrace.route.Breakers;
import dev.millrace.route.Models;
import dev.millrace.route.RouteRunner;
import dev.millrace.route.StopSignal;
import dev.millrace.testing.HandClock;
import dev.millrace.testing.Settings;
import dev.millrace.vault.InMemoryProviderKeys;
import dev.millrace.worker.live.LiveRunners;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Queued requests by own keys and of test keys, with an upstream that sees who calls. */
class OwnKeyAttemptTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Vertx VERTX = Vertx.vertx();
  private static final Providers PROVIDERS = SpeakingProviders.all();

  private final HandClock clock = new HandClock();
  private final FakeUpstream upstream = new FakeUpstream(VERTX);
  private final InMemoryProviderKeys keys = new InMemoryProviderKeys();

  @AfterEach
  void close() {
    upstream.close();
  }

  @AfterAll
  static void end() {
    VERTX.close();
  }

  @Test
  void theProviderSeesTheAccountsKeyAndNothingIsCharged() {
    upstream.onAnything(asked -> asked.answer(200, "{'done': 1, 'choices': []}"));

    var verdict = run(claim("sk-ann"));

    assertThat(((Verdict.Complete) verdict).charge()).isEqualTo(Money.ZERO);
    assertThat(upstream.asked().getFirst().request().getHeader("authorization"))
        .isEqualTo("Bearer sk-ann");
  }

  @Test
  void aKeyThatTheProviderRefusesEndsTheRequest() {
    upstream.onAnything(asked -> asked.answer(401, "{'error':{'message':'no'}}"));

    var verdict = run(claim("sk-ann"));

    assertThat(((Verdict.Fail) verdict).fault().code()).isEqualTo(FaultCode.OWN_KEY_REFUSED);
    assertThat(upstream.asked()).hasSize(1);
  }

  @Test
  void aKeyThatIsGoneEndsTheRequestBeforeAnybodyIsCalled() {
    var verdict = run(claim(Basis.ofOwnKey(UUID.randomUUID())));

    assertThat(((Verdict.Fail) verdict).fault().code()).isEqualTo(FaultCode.OWN_KEY_UNUSABLE);
    assertThat(upstream.asked()).isEmpty();
  }

  @Test
  void whatWasAskedForBackIsCancelledThoughItsKeyIsGone() {
    var origin =
        new Claim.Origin(
            Claims.CLAIMED_AT,
            Claims.CLAIMED_AT,
            Deadlines.NONE,
            Optional.empty(),
            Basis.ofOwnKey(UUID.randomUUID()),
            true,
            false,
            true);

    assertThat(run(Claims.claim(1, 0, "0", origin))).isEqualTo(new Verdict.Cancel());
  }

  @Test
  void aRequestOfATestKeyCallsNobody() {
    var verdict = run(claim(Basis.ofTest()));

    assertThat(verdict).as("nothing stands in for this model").isInstanceOf(Verdict.Fail.class);
    assertThat(upstream.asked()).isEmpty();
  }

  private Claim claim(String secret) {
    var claim = claim(Basis.PLATFORM);
    var key =
        new ProviderKeysOf(claim.account())
            .draft("openai-compatible", secret)
            .done(Claims.CLAIMED_AT);
    keys.create(key, 10).await().atMost(SOON);
    return new Claim(
        claim.request(),
        claim.account(),
        claim.model(),
        1,
        0,
        1,
        "{\"messages\": []}",
        claim.held(),
        claim.rateCard(),
        "test",
        claim.claimedAt(),
        origin(Basis.ofOwnKey(key.key().id())));
  }

  private static Claim claim(Basis basis) {
    return Claims.claim(1, 0, "0", origin(basis));
  }

  private static Claim.Origin origin(Basis basis) {
    return new Claim.Origin(
        Claims.CLAIMED_AT,
        Claims.CLAIMED_AT,
        Deadlines.NONE,
        Optional.empty(),
        basis,
        true,
        false,
        false);
  }

  private Verdict run(Claim claim) {
    return runner().run(claim, new StopSignal()).await().atMost(SOON).verdict();
  }

  private AttemptRunner runner() {
    var json = new ObjectMapper();
    var breaking = Settings.of(BreakerConfig.class, Map.of());
    var breakers = new Breakers(breaking, clock, new SimpleMeterRegistry());
    var routes = new RouteRunner(PROVIDERS, breakers, Handover.NONE, clock);
    var settings =
        "{'base_url':'%s/v1','model':'m','api_key':'ours','operation':'images'}"
            .formatted(upstream.url());
    var model =
        Models.model(3, SOON)
            .going(List.of(Calls.route("openai", settings)), Optional.of(RateCard.perRequest("1")));
    return new AttemptRunner(
        new ClaimedModels(
            new CatalogueSnapshot("1", List.of(model)),
            keys,
            new OwnModels(PROVIDERS, ProviderKeysOf.SEALER),
            new StandIns(PROVIDERS)),
        new Errands(PayloadStore.none(), json),
        routes,
        LiveRunners.unused(routes),
        Models.desk(new BlobsInMemory(), json),
        clock,
        Settings.of(ExecuteConfig.class, Map.of()),
        breaking);
  }
}

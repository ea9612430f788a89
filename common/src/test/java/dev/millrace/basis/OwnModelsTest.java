package dev.millrace.basis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.account.AccountId;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.model.Concurrency;
import dev.millrace.model.Model;
import dev.millrace.model.ModelName;
import dev.millrace.model.Route;
import dev.millrace.model.RouteKey;
import dev.millrace.money.RateCard;
import dev.millrace.provider.Calls;
import dev.millrace.provider.Providers;
import dev.millrace.provider.SpeakingProviders;
import dev.millrace.route.Models;
import dev.millrace.secret.ProviderKey;
import dev.millrace.secret.TestSealer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OwnModelsTest {
  private static final AccountId ANN = new AccountId(new UUID(0, 1));
  private static final Providers PROVIDERS = SpeakingProviders.all();

  private final ProviderKeysOf keys = new ProviderKeysOf(ANN);
  private final OwnModels models = new OwnModels(PROVIDERS, ProviderKeysOf.SEALER);

  @Test
  void theRoutesOfTheKeysProviderAreLeftWithTheKeyInThem() {
    var key = keys.usual("openai", "sk-ann");
    var model =
        model(
            openAi("first", "https://api.openai.com/v1", "'api_key':'ours','organization':'us',"),
            openAi("second", "https://api.groq.com/openai/v1", "'api_key':'ours',"));

    var own = models.by(key, model).orElseThrow();

    assertThat(own.routes()).extracting(Route::name).containsExactly("first");
    var route = own.routes().getFirst();
    assertThat(route.settings().path("api_key").asText()).isEqualTo("sk-ann");
    assertThat(route.settings().has("organization")).isFalse();
    assertThat(route.key()).isEqualTo(new RouteKey.Own(key.id(), false));
    assertThat(route.concurrency()).as("a limit of ours").isEmpty();
    assertThat(route.toString()).doesNotContain("sk-ann");
  }

  @Test
  void itCostsNothing() {
    var own = models.by(keys.usual("openai", "sk-ann"), openAiModel()).orElseThrow();

    assertThat(own.price()).contains(RateCard.free());
  }

  @Test
  void aKeyForAnotherProviderOpensNothing() {
    assertThat(models.by(keys.usual("mistral", "secret"), openAiModel())).isEmpty();
  }

  @Test
  void anAddressOfAKeyCountsForItsOwnServersOnly() {
    var elsewhere =
        keys.draft("openai", "sk-ann")
            .at(Optional.of(URI.create("https://else.where/v1")))
            .done(Instant.EPOCH)
            .key();

    var route = models.by(elsewhere, openAiModel()).orElseThrow().routes().getFirst();

    assertThat(route.settings().path("base_url").asText()).isEqualTo("https://api.openai.com/v1");
    assertThat(route.leadsElsewhere()).isFalse();
  }

  @Test
  void aModelOfACompatibleServerIsCalledWhereTheKeySays() {
    var key = keys.ofServer("mine", "https://models.ann.test/v1");
    var model = model(openAi("ollama", "http://ollama:11434/v1", ""));

    var route = models.by(key, model).orElseThrow().routes().getFirst();

    assertThat(route.settings().path("base_url").asText()).isEqualTo("https://models.ann.test/v1");
    assertThat(route.leadsElsewhere()).isTrue();
  }

  @Test
  void aModelOfAnOwnServerIsCalledByTheServersNameOfIt() {
    var key = keys.ofServer("My GPU box", "https://models.ann.test/v1", "meta/llama3:8b");
    var name = ModelName.parse("own/My-GPU-box/meta/llama3:8b").orElseThrow();

    assertThat(OwnServers.of(key)).containsExactly(name);
    assertThat(OwnServers.isAt(key, name)).isTrue();
    var model = models.ofServer(key, name).orElseThrow();

    assertThat(model.name()).isEqualTo(name);
    assertThat(model.capabilities()).contains(Model.CHAT);
    assertThat(model.price()).contains(RateCard.free());
    var route = model.routes().getFirst();
    assertThat(route.settings())
        .isEqualTo(
            Calls.json(
                "{'base_url':'https://models.ann.test/v1','operation':'chat','model':'meta/llama3:8b','api_key':'server-secret'}"));
    assertThat(route.key()).isEqualTo(new RouteKey.Own(key.id(), true));
    assertThat(PROVIDERS.find("openai").orElseThrow().problems(route)).isEmpty();
  }

  @Test
  void aServerHasOnlyTheModelsThatItSaidToHave() {
    var asked = ModelName.parse("own/mine/other").orElseThrow();

    assertThat(OwnServers.isAt(keys.ofServer("mine", "https://a.test", "one"), asked)).isFalse();
    assertThat(OwnServers.isAt(keys.ofServer("mine", "https://a.test"), asked))
        .as("it never said")
        .isTrue();
    assertThat(OwnServers.isAt(keys.ofServer("another", "https://a.test"), asked)).isFalse();
    assertThat(OwnServers.isAt(keys.usual("openai", "no server"), asked)).isFalse();
  }

  @Test
  void aKeyThatCannotBeOpenedIsOursToMendAndSaysNothingOfItself() {
    ProviderKey key = keys.usual("openai", "sk-ann");
    var others = new OwnModels(PROVIDERS, TestSealer.under("another"));

    assertThatThrownBy(() -> others.by(key, openAiModel()))
        .isInstanceOf(FaultException.class)
        .hasMessageNotContaining("sk-ann")
        .extracting(failure -> ((FaultException) failure).fault().code())
        .isEqualTo(FaultCode.ENGINE_UNAVAILABLE);
  }

  private static Model openAiModel() {
    return model(openAi("main", "https://api.openai.com/v1", ""));
  }

  private static Model model(Route... routes) {
    return Models.model(3, Duration.ofSeconds(1))
        .going(List.of(routes), Optional.of(RateCard.perRequest("1")));
  }

  private static Route openAi(String name, String url, String more) {
    return new Route(
        name,
        "openai",
        Calls.json("{%s'base_url':'%s','model':'gpt'}".formatted(more, url)),
        Optional.of(new Concurrency(1, Optional.empty())));
  }
}

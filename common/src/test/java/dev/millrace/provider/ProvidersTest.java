package dev.millrace.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.provider.local.EchoModel;
import dev.millrace.provider.local.FlakyModel;
import dev.millrace.provider.local.LocalProvider;
import dev.millrace.request.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProvidersTest {
  private static final Duration SOON = Duration.ofSeconds(5);
  private final LocalProvider local = new LocalProvider(List.of(new EchoModel(), new FlakyModel()));

  @Test
  void aProviderIsFoundByItsDialect() {
    var providers = new Providers(List.of(local));

    assertThat(providers.find("local")).containsSame(local);
    assertThat(providers.find("klingon")).isEmpty();
  }

  @Test
  void twoProvidersOfOneDialectAreRefused() {
    assertThatThrownBy(() -> new Providers(List.of(local, local)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theRouteChoosesTheLocalModel() {
    var call = Calls.call(Calls.route("local", "{'model':'echo'}"), Calls.json("{'a':1}"), 1, SOON);

    var outcome = (Outcome.Succeeded) local.run(call).await().atMost(SOON);

    assertThat(outcome.output().value()).isEqualTo(Calls.json("{'a':1}"));
  }

  @Test
  void aModelThatOnlyAWorkerHasIsAGoodRouteButFailsHere() {
    var route = Calls.route("local", "{'model':'minilm'}");

    var outcome = local.run(Calls.call(route, Calls.json("{}"), 1, SOON)).await().atMost(SOON);

    assertThat(local.problems(route)).isEmpty();
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void anUnknownLocalModelIsAProblem() {
    assertThat(local.problems(Calls.route("local", "{'model':'oracle'}")))
        .containsExactly("settings.model must be one of [echo, flaky, minilm]");
    assertThat(local.problems(Calls.route("local", "{}")))
        .containsExactly("settings.model is missing");
  }
}

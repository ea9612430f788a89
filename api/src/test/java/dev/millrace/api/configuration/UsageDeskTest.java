package dev.millrace.api.configuration;

import static dev.millrace.api.configuration.Stage.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.ModelName;
import dev.millrace.money.Money;
import dev.millrace.money.Usage;
import dev.millrace.request.Basis.Payer;
import dev.millrace.request.RequestId;
import dev.millrace.vault.ModelConfigurations.Run;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class UsageDeskTest {
  /** A million tokens read, of them half from a cache, and a million written. */
  private static final Usage USAGE =
      new Usage(500_000, 500_000, 0, 900_000, 100_000, 1, List.of(), Duration.ofMillis(42));

  private final Stage stage = new Stage();
  private final ConfigView gpt =
      stage.make("{'provider': 'openai', 'modelId': 'openai/gpt-4o-mini'}");

  @Test
  void whatWasNeverUsedSaysSo() {
    var all = Stage.json(soon(stage.usage.ofAll(stage.caller())));

    assertThat(all.toString())
        .isEqualTo(
            "{\"data\":[{\"provider\":\"openai\",\"modelId\":\"openai/gpt-4o-mini\",\"usageCount\":0,\"lastUsedAt\":null}],\"total\":0}");
  }

  @Test
  void theUseOfAModelsConfigurationsIsAddedUp() {
    var key = stage.ownKey("openai", false);
    var keyed =
        stage.make(
            "{'provider': 'openai', 'modelId': 'gpt-4o-mini', 'providerKeyId': '%s'}"
                .formatted(key));
    ran(gpt, Payer.PLATFORM, Optional.of(USAGE));
    stage.clock.turn(Duration.ofMinutes(1));
    ran(keyed, Payer.ACCOUNT, Optional.of(USAGE));

    var all = soon(stage.usage.ofAll(stage.caller()));

    assertThat(all.total()).isEqualTo(2);
    assertThat(all.data())
        .containsExactly(
            new UsageAnswers.Use(
                "openai", "openai/gpt-4o-mini", 2, stage.clock.instant().toString()));
  }

  @Test
  void theUseOfOneHasEachFieldOfRuntype() {
    var id = ran(gpt, Payer.PLATFORM, Optional.of(USAGE));

    var one = Stage.json(soon(stage.usage.ofOne(stage.caller(), gpt.id())));

    assertThat(one.path("meta").toString()).isEqualTo("{\"dataSource\":\"requests\"}");
    assertThat(one.path("modelConfig").toString())
        .isEqualTo(
            "{\"id\":\"%s\",\"displayName\":\"GPT-4o mini\",\"modelId\":\"openai/gpt-4o-mini\",\"provider\":\"openai\"}"
                .formatted(gpt.id()));
    assertThat(one.path("usageCount").asInt()).isEqualTo(1);
    var run = one.path("recentUsage").path(0);
    assertThat(run.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "id",
            "timestamp",
            "promptTokens",
            "completionTokens",
            "totalTokens",
            "estimatedCost",
            "executionTime");
    assertThat(run.path("id").asText()).isEqualTo(id.toString());
    assertThat(run.path("timestamp").asText()).isEqualTo(stage.clock.instant().toString());
    assertThat(run.path("promptTokens").asLong()).isEqualTo(1_000_000);
    assertThat(run.path("completionTokens").asLong()).isEqualTo(1_000_000);
    assertThat(run.path("totalTokens").asLong()).isEqualTo(2_000_000);
    assertThat(run.path("estimatedCost").decimalValue()).isEqualByComparingTo("0.5");
    assertThat(run.path("executionTime").asLong()).isEqualTo(42);
  }

  @Test
  void whatAnOwnKeyPaidForIsEstimatedByTheListPrice() {
    ran(gpt, Payer.ACCOUNT, Optional.of(USAGE));

    var run = soon(stage.usage.ofOne(stage.caller(), gpt.id())).recentUsage().getFirst();

    // 0.5 * 0.15 + 0.5 * 0.075 + 1 * 0.60 dollars
    assertThat(run.estimatedCost()).isEqualByComparingTo("0.7125");
  }

  @Test
  void aRequestThatHasNotEndedHasNoCostYet() {
    ran(gpt, Payer.ACCOUNT, Optional.empty());

    var run = soon(stage.usage.ofOne(stage.caller(), gpt.id())).recentUsage().getFirst();

    assertThat(run.totalTokens()).isZero();
    assertThat(run.estimatedCost()).isNull();
    assertThat(run.executionTime()).isNull();
  }

  private RequestId ran(ConfigView configuration, Payer payer, Optional<Usage> usage) {
    var id = RequestId.next(stage.clock.instant(), ThreadLocalRandom.current());
    stage.configurations.followed(
        UUID.fromString(configuration.id()),
        new Run(
            id,
            new ModelName("openai", "gpt-4o-mini"),
            payer,
            payer == Payer.PLATFORM ? Money.parse("0.5") : Money.ZERO,
            usage,
            usage.map(Usage::providerTime),
            stage.clock.instant()));
    return id;
  }
}

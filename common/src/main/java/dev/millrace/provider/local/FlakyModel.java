package dev.millrace.provider.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.money.Usage;
import dev.millrace.provider.Call;
import dev.millrace.provider.http.UpstreamStatus;
import dev.millrace.request.Outcome;
import dev.millrace.request.Output;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * Fails its first {@code fail_times} attempts as an upstream with {@code status} would, asking for
 * {@code retry_after} seconds of patience; then it succeeds.
 */
@Singleton
public final class FlakyModel implements LocalModel {
  private static final int UNAVAILABLE = 503;

  @Override
  public String name() {
    return "flaky";
  }

  @Override
  public Uni<Outcome> run(Call call) {
    var input = call.input();
    int number = call.attempt().number();
    boolean fails = number <= input.path("fail_times").asInt();
    return Uni.createFrom().item(fails ? failed(input) : succeeded(number));
  }

  private static Outcome failed(JsonNode input) {
    var wait =
        Optional.of(input.path("retry_after"))
            .filter(JsonNode::isNumber)
            .map(seconds -> Duration.ofMillis(Math.round(seconds.doubleValue() * 1000)));
    return new Outcome.Failed(
        UpstreamStatus.faultOf(
            input.path("status").asInt(UNAVAILABLE), wait, "local/flaky was told to fail"));
  }

  private static Outcome succeeded(int attempts) {
    var value = JsonNodeFactory.instance.objectNode().put("attempts", attempts);
    return new Outcome.Succeeded(Output.of(value), Usage.ofOutputs(1, Duration.ZERO));
  }
}

package dev.millrace.provider.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.money.Usage;
import dev.millrace.provider.Call;
import dev.millrace.provider.Pause;
import dev.millrace.provider.Stopwatch;
import dev.millrace.request.Outcome;
import dev.millrace.request.Output;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Takes its time: {@code seconds}. */
@Singleton
public final class SleepModel implements LocalModel {
  private final Pause pause;

  public SleepModel(Pause pause) {
    this.pause = pause;
  }

  @Override
  public String name() {
    return "sleep";
  }

  @Override
  public Uni<Outcome> run(Call call) {
    var watch = Stopwatch.started();
    double seconds = call.input().path("seconds").asDouble();
    return pause
        .lasting(Duration.ofMillis(Math.round(seconds * 1000)))
        .map(over -> slept(seconds, watch.elapsed()));
  }

  private static Outcome slept(double seconds, Duration took) {
    var value = JsonNodeFactory.instance.objectNode().put("seconds", seconds);
    return new Outcome.Succeeded(Output.of(value), Usage.ofOutputs(1, took));
  }
}

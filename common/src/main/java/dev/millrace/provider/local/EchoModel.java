package dev.millrace.provider.local;

import dev.millrace.money.Usage;
import dev.millrace.provider.Call;
import dev.millrace.request.Outcome;
import dev.millrace.request.Output;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Returns its input as it is. */
@Singleton
public final class EchoModel implements LocalModel {
  @Override
  public String name() {
    return "echo";
  }

  @Override
  public Uni<Outcome> run(Call call) {
    return Uni.createFrom()
        .item(new Outcome.Succeeded(Output.of(call.input()), Usage.ofOutputs(1, Duration.ZERO)));
  }
}

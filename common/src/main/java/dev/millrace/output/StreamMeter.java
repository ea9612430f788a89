package dev.millrace.output;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.conversation.Transcript;
import dev.millrace.model.ModelName;
import dev.millrace.model.Route;
import dev.millrace.money.Usage;
import dev.millrace.provider.NoRoomException;
import dev.millrace.provider.Workbench;
import dev.millrace.token.StreamUsage;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Says what an answer consumed that was handed out while it was made, whole or not. */
@ApplicationScoped
public class StreamMeter {
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  private final Workbench workbench;

  public StreamMeter(Workbench workbench) {
    this.workbench = workbench;
  }

  /**
   * As {@link StreamUsage} has it. Counting is work for the bench; it is needed only when the
   * provider has not said. Fails only by a bug.
   *
   * @param took since the attempt began
   */
  public Uni<Usage> usage(
      Transcript said, JsonNode input, Route route, ModelName model, Duration took) {
    var told = said.usage();
    return told.isPresent()
        ? Uni.createFrom().item(told.get())
        : workbench
            .run(() -> counted(said, input, route, model, took))
            .onFailure(NoRoomException.class)
            .retry()
            .withBackOff(FIRST_WAIT, LONGEST_WAIT)
            .indefinitely();
  }

  private static Usage counted(
      Transcript said, JsonNode input, Route route, ModelName model, Duration took) {
    var upstreamName = route.settings().path("model").asText();
    return StreamUsage.of(said, input, took, upstreamName, model.alias());
  }
}

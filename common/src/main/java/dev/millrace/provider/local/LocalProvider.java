package dev.millrace.provider.local;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.conversation.Piece;
import dev.millrace.conversation.Transcript;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.model.Route;
import dev.millrace.money.Usage;
import dev.millrace.provider.Call;
import dev.millrace.provider.NoRoomException;
import dev.millrace.provider.Provider;
import dev.millrace.provider.Stoppable;
import dev.millrace.provider.Streaming;
import dev.millrace.provider.settings.SettingsReader;
import dev.millrace.request.Outcome;
import dev.millrace.request.Output;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Chooses the local model that a route names. */
@Singleton
public final class LocalProvider implements Provider, Streaming {
  /** Heavy models are in the worker only; the api still has to know that such routes are good. */
  private static final List<String> WORKER_ONLY = List.of("minilm");

  private final Map<String, LocalModel> models;

  @Inject
  public LocalProvider(@All List<LocalModel> models) {
    this.models =
        models.stream()
            .collect(Collectors.toUnmodifiableMap(LocalModel::name, Function.identity()));
  }

  @Override
  public String dialect() {
    return "local";
  }

  @Override
  public List<String> problems(Route route) {
    var reader = SettingsReader.of(route.settings());
    var model = reader.text("model");
    if (!model.isEmpty() && !names().contains(model)) {
      reader.problem("model", "must be one of " + names());
    }
    reader.refuseOthers();
    return reader.problems();
  }

  private List<String> names() {
    return Stream.concat(models.keySet().stream(), WORKER_ONLY.stream())
        .distinct()
        .sorted()
        .toList();
  }

  @Override
  public boolean isHere(Route route) {
    return models.containsKey(nameIn(route.settings()));
  }

  @Override
  public boolean isRemote() {
    return false;
  }

  @Override
  public Uni<Outcome> run(Call call) {
    var model = models.get(nameIn(call.route().settings()));
    if (model == null) {
      return Uni.createFrom().item(notHere(call.route()));
    }
    return Stoppable.cutting(Uni.createFrom().deferred(() -> model.run(call)), call.cancelled())
        .onFailure(NoRoomException.class)
        .recoverWithItem(failure -> ((NoRoomException) failure).outcome());
  }

  @Override
  public boolean streams(Call call) {
    return models.get(nameIn(call.route().settings())) instanceof Streaming model
        && model.streams(call);
  }

  @Override
  public Multi<Piece> stream(Call call) {
    return streaming(call).stream(call);
  }

  @Override
  public Output output(Call call, Transcript transcript, Usage usage, String reason) {
    return streaming(call).output(call, transcript, usage, reason);
  }

  private Streaming streaming(Call call) {
    return (Streaming) models.get(nameIn(call.route().settings()));
  }

  private static String nameIn(JsonNode settings) {
    return settings.path("model").asText();
  }

  private static Outcome notHere(Route route) {
    return new Outcome.Failed(
        Fault.of(
            FaultCode.PROVIDER_BROKEN,
            "The local model %s does not run in this process, only in a worker."
                .formatted(nameIn(route.settings()))));
  }
}

package dev.millrace.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Piece;
import dev.millrace.conversation.Transcript;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.model.Route;
import dev.millrace.money.Usage;
import dev.millrace.provider.Call;
import dev.millrace.provider.Provider;
import dev.millrace.provider.Stoppable;
import dev.millrace.provider.Stopwatch;
import dev.millrace.provider.Streaming;
import dev.millrace.provider.Workbench;
import dev.millrace.provider.http.UpstreamClient;
import dev.millrace.provider.http.UpstreamRequest;
import dev.millrace.request.Outcome;
import dev.millrace.request.Output;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Passes the input on to an OpenAI-compatible server and its reply back. */
@Singleton
public final class OpenAiProvider implements Provider, Streaming {
  private final UpstreamClient client;
  private final Workbench workbench;

  public OpenAiProvider(UpstreamClient client, Workbench workbench) {
    this.client = client;
    this.workbench = workbench;
  }

  @Override
  public String dialect() {
    return "openai";
  }

  @Override
  public List<String> problems(Route route) {
    return OpenAiSettings.problems(route.settings());
  }

  @Override
  public Optional<URI> upstream(Route route) {
    return Optional.of(OpenAiSettings.of(route.settings()).baseUrl());
  }

  @Override
  public Uni<Outcome> run(Call call) {
    return UpstreamClient.outcome(
        Stoppable.cutting(Uni.createFrom().deferred(() -> ask(call)), call.cancelled()));
  }

  /** Of several answers to one input only one could be told bit by bit. */
  @Override
  public boolean streams(Call call) {
    var settings = OpenAiSettings.of(call.route().settings());
    return settings.operation() == Operation.CHAT
        && settings.streamed(call.input()).path("n").asInt(1) == 1;
  }

  @Override
  public Multi<Piece> stream(Call call) {
    return Multi.createFrom()
        .deferred(
            () -> {
              var settings = OpenAiSettings.of(call.route().settings());
              var reader = new ChatPieces(Stopwatch.started());
              return client
                  .events(
                      request(settings, call, settings.streamed(call.input())),
                      ChatPieces.CLOSING_MARK)
                  .onItem()
                  .transformToIterable(reader::read)
                  .onCompletion()
                  .switchTo(() -> Multi.createFrom().iterable(reader.end()));
            });
  }

  @Override
  public Output output(Call call, Transcript transcript, Usage usage, String reason) {
    var model = OpenAiSettings.of(call.route().settings()).model();
    return Output.of(ChatCompletion.of(model, transcript, usage, reason));
  }

  private Uni<Outcome> ask(Call call) {
    var settings = OpenAiSettings.of(call.route().settings());
    var watch = Stopwatch.started();
    return client
        .json(request(settings, call, settings.body(call.input())))
        .invoke(OpenAiProvider::requireObject)
        .chain(reply -> outcome(settings.operation(), reply, watch));
  }

  private static UpstreamRequest request(OpenAiSettings settings, Call call, ObjectNode body) {
    return new UpstreamRequest(
        "POST", settings.url(), settings.headers(), Optional.of(body), call.attempt().timeout());
  }

  private Uni<Outcome> outcome(Operation operation, JsonNode reply, Stopwatch watch) {
    var took = watch.elapsed();
    return switch (operation) {
      case CHAT, EMBEDDINGS ->
          Uni.createFrom()
              .item(new Outcome.Succeeded(Output.of(reply), OpenAiUsage.ofText(reply, took)));
      case IMAGES ->
          workbench.run(
              () -> {
                var usage = OpenAiUsage.ofImages(reply, OpenAiImages.linked(reply), took);
                return new Outcome.Succeeded(OpenAiImages.output(reply), usage);
              });
    };
  }

  /** Some servers report an error with status 200. */
  private static void requireObject(JsonNode reply) {
    if (!reply.isObject() || reply.hasNonNull("error")) {
      throw new FaultException(
          FaultCode.PROVIDER_BROKEN, "The provider answered with something other than a result.");
    }
  }
}

package dev.millrace.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.dialect.embedding.EmbeddingOutput;
import dev.millrace.dialect.embedding.OpenAiEmbeddings;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.model.Route;
import dev.millrace.provider.Call;
import dev.millrace.provider.OwnKey;
import dev.millrace.provider.Stopwatch;
import dev.millrace.provider.Workbench;
import dev.millrace.provider.http.UpstreamBody;
import dev.millrace.provider.http.UpstreamClient;
import dev.millrace.provider.http.UpstreamRequest;
import dev.millrace.provider.settings.KeyedSettings;
import dev.millrace.provider.talk.Conversing;
import dev.millrace.provider.talk.PerRoute;
import dev.millrace.provider.talk.Talk;
import dev.millrace.provider.talk.Wire;
import dev.millrace.request.Outcome;
import dev.millrace.request.Output;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Speaks to OpenAI, and to the many servers that are compatible with it. */
@Singleton
public final class OpenAiProvider extends Conversing {
  private final UpstreamClient client;
  private final Workbench workbench;
  private final PerRoute<OpenAiSettings> settings =
      new PerRoute<>(route -> OpenAiSettings.of(route.settings()));

  public OpenAiProvider(UpstreamClient client, Workbench workbench, Talk talk) {
    super(talk);
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
  public Optional<Route> withKey(Route route, OwnKey own) {
    return Optional.of(KeyedSettings.of(route, own));
  }

  @Override
  public Optional<URI> upstream(Route route) {
    return Optional.of(settings.of(route).baseUrl());
  }

  @Override
  protected boolean isConversation(Route route) {
    return settings.of(route).operation().dialect().isPresent();
  }

  @Override
  protected Wire wire(Route route) {
    var way = settings.of(route);
    return Wire.of(
            way.operation().dialect().orElseThrow(),
            way.url(),
            way.headers(),
            way.model(),
            way.extra())
        .leadingElsewhere(route.leadsElsewhere());
  }

  @Override
  protected Optional<URI> counter(Route route) {
    return settings.of(route).tokens();
  }

  /** Passes the input on and the reply back. */
  @Override
  protected Uni<Outcome> runOther(Call call) {
    var way = settings.of(call.route());
    var watch = Stopwatch.started();
    return client
        .looked(request(way, call), call.route().leadsElsewhere())
        .chain(client::json)
        .invoke(OpenAiProvider::requireObject)
        .chain(reply -> outcome(way.operation(), call.input(), reply, watch));
  }

  private static UpstreamRequest request(OpenAiSettings settings, Call call) {
    return new UpstreamRequest(
        "POST",
        settings.url(),
        settings.headers(),
        Optional.of(new UpstreamBody.Tree(settings.body(call.input()))),
        call.attempt().timeout());
  }

  private Uni<Outcome> outcome(
      Operation operation, JsonNode input, JsonNode reply, Stopwatch watch) {
    var took = watch.elapsed();
    return switch (operation) {
      case EMBEDDINGS -> {
        EmbeddingOutput.vectors(reply, OpenAiEmbeddings.inputs(input.path("input")));
        yield Uni.createFrom()
            .item(new Outcome.Succeeded(Output.of(reply), OpenAiUsage.ofEmbeddings(reply, took)));
      }
      case IMAGES ->
          workbench.run(
              () -> {
                var usage = OpenAiUsage.ofImages(reply, OpenAiImages.linked(reply), took);
                return new Outcome.Succeeded(OpenAiImages.output(reply), usage);
              });
      case CHAT, RESPONSES ->
          throw new IllegalStateException("a conversation: " + operation); // see isConversation
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

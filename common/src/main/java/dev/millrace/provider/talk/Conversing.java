package dev.millrace.provider.talk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.conversation.Piece;
import dev.millrace.conversation.Transcript;
import dev.millrace.model.Route;
import dev.millrace.money.Usage;
import dev.millrace.provider.Call;
import dev.millrace.provider.Counting;
import dev.millrace.provider.Provider;
import dev.millrace.provider.Stoppable;
import dev.millrace.provider.Streaming;
import dev.millrace.provider.http.UpstreamClient;
import dev.millrace.request.Outcome;
import dev.millrace.request.Output;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.util.Optional;

/** A provider that holds conversations. Contract: {@code ConversingContract} in the tests. */
public abstract class Conversing implements Provider, Streaming, Counting {
  private final Talk talk;
  private final PerRoute<Wire> wires = new PerRoute<>(this::wire);

  protected Conversing(Talk talk) {
    this.talk = talk;
  }

  /** How to speak by this route; asked for routes that lead to conversations only. */
  protected abstract Wire wire(Route route);

  /** Whether the route leads to a conversation, and not to something else that the provider has. */
  protected boolean isConversation(Route route) {
    return true;
  }

  /** Where the upstream of a route to conversations counts tokens; empty where it does not. */
  protected Optional<URI> counter(Route route) {
    return Optional.empty();
  }

  /** Runs what is no conversation. Fails as {@link UpstreamClient#json} does. */
  protected Uni<Outcome> runOther(Call call) {
    throw new IllegalStateException("there are only conversations here");
  }

  @Override
  public final Uni<Outcome> run(Call call) {
    return UpstreamClient.outcome(
        Stoppable.cutting(Uni.createFrom().deferred(() -> ran(call)), call.cancelled()));
  }

  private Uni<Outcome> ran(Call call) {
    return isConversation(call.route()) ? talk.run(wires.of(call.route()), call) : runOther(call);
  }

  @Override
  public final boolean streams(Call call) {
    return isConversation(call.route()) && talk.streams(wires.of(call.route()), call);
  }

  @Override
  public final Multi<Piece> stream(Call call) {
    return Multi.createFrom().deferred(() -> talk.stream(wires.of(call.route()), call));
  }

  @Override
  public final boolean counts(Call call) {
    return isConversation(call.route())
        && counter(call.route()).isPresent()
        && talk.counts(wires.of(call.route()), call);
  }

  @Override
  public final Uni<JsonNode> count(Call call) {
    return talk.count(wires.of(call.route()), counter(call.route()).orElseThrow(), call);
  }

  @Override
  public final Output output(Call call, Transcript transcript, Usage usage, String reason) {
    return talk.output(wires.of(call.route()), call, transcript, usage, reason);
  }
}

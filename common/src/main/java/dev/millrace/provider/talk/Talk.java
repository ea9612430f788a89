package dev.millrace.provider.talk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Piece;
import dev.millrace.conversation.Transcript;
import dev.millrace.fault.FaultException;
import dev.millrace.money.Usage;
import dev.millrace.provider.Call;
import dev.millrace.provider.Workbench;
import dev.millrace.provider.http.UpstreamBody;
import dev.millrace.provider.http.UpstreamClient;
import dev.millrace.provider.http.UpstreamRequest;
import dev.millrace.request.Outcome;
import dev.millrace.request.Output;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;

/** Runs conversations over wires. */
@Singleton
public final class Talk {
  private final UpstreamClient client;
  private final Workbench workbench;

  public Talk(UpstreamClient client, Workbench workbench) {
    this.client = client;
    this.workbench = workbench;
  }

  /**
   * The answer in one piece. Fails with a {@link FaultException}, or with {@link
   * dev.millrace.provider.NoRoomException}; anything else is a bug.
   */
  Uni<Outcome> run(Wire wire, Call call) {
    return Uni.createFrom()
        .deferred(
            () -> {
              var said = Said.by(call, wire);
              var answering = new Answering(wire, said);
              return request(new Asking(wire, said, false))
                  .chain(request -> client.read(request, answering::whole))
                  .chain(
                      heard -> usage(answering, heard).map(used -> answering.outcome(heard, used)));
            });
  }

  /** Counting is work for the bench; it is needed only when the upstream has not said. */
  private Uni<Usage> usage(Answering answering, Answering.Heard heard) {
    return heard.transcript().usage().isPresent()
        ? Uni.createFrom().item(answering.usage(heard))
        : workbench.run(() -> answering.usage(heard));
  }

  /** The answer while it is made, as {@link dev.millrace.provider.Streaming#stream} promises it. */
  Multi<Piece> stream(Wire wire, Call call) {
    return Multi.createFrom()
        .deferred(
            () -> {
              var said = Said.by(call, wire);
              var answering = new Answering(wire, said);
              return request(new Asking(wire, said, true))
                  .onItem()
                  .transformToMulti(request -> client.events(request, answering::isLast))
                  .onItem()
                  .transformToIterable(answering::frame)
                  .onCompletion()
                  .switchTo(() -> Multi.createFrom().iterable(answering.end()));
            });
  }

  /** Large bodies are written away from the event loop. */
  private Uni<UpstreamRequest> request(Asking asking) {
    var written =
        asking.said().size() > UpstreamClient.LARGE
            ? workbench.run(asking::request)
            : Uni.createFrom().item(asking::request);
    return written.chain(request -> client.looked(request, asking.wire().leadsElsewhere()));
  }

  /** Whether the answer can be told while it is made: of several only one could be translated. */
  boolean streams(Wire wire, Call call) {
    var said = Said.by(call, wire);
    return !said.isOwn() && said.isFor(wire) || said.isOneAnswer(wire);
  }

  /** Whether what is said is in the upstream's own protocol. */
  boolean counts(Wire wire, Call call) {
    return call.utterance().filter(said -> said.dialect() == wire.dialect()).isPresent();
  }

  /** How many tokens that has, as the upstream says it. Fails as {@link #run} does. */
  Uni<JsonNode> count(Wire wire, URI counter, Call call) {
    var request =
        new UpstreamRequest(
            "POST",
            counter,
            wire.headers(),
            Optional.of(new UpstreamBody.Tree(counted(wire, call))),
            call.attempt().timeout());
    return client.looked(request, wire.leadsElsewhere()).chain(client::json);
  }

  /**
   * The caller's body with the upstream's name of the model. What a route says over bodies stays
   * out: where tokens are counted most fields are unknown.
   */
  private static ObjectNode counted(Wire wire, Call call) {
    ObjectNode body = call.input().deepCopy();
    var field = wire.dialect().modelField();
    if (!field.isEmpty()) {
      body.put(field, wire.model());
    } else if (body.path("generateContentRequest") instanceof ObjectNode inner) {
      inner.put("model", "models/" + wire.model());
    }
    return body;
  }

  /** What was said, as the same call would have had it in one piece. */
  Output output(Wire wire, Call call, Transcript transcript, Usage usage, String reason) {
    return Said.by(call, wire).output(transcript, usage, reason);
  }
}

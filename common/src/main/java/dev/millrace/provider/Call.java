package dev.millrace.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.Utterance;
import dev.millrace.model.ModelName;
import dev.millrace.model.Route;
import dev.millrace.request.Attempt;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/**
 * What a provider is asked to do.
 *
 * @param request for the upstream's idempotency key and our logs
 * @param model the model asked for
 * @param route the way to go, with the adapter's settings
 * @param attempt which try this is, and how long it may take
 * @param input the caller's input; it fits the model's input schema, or is the body of {@code
 *     utterance}
 * @param utterance what the caller said in a protocol of its own; empty where the input is in the
 *     model's own shape. An answer to it is {@linkplain dev.millrace.request.Output#spoken spoken}
 * @param cancelled has an item once the attempt is to stop; may be subscribed to many times, and
 *     unsubscribed from without effect
 */
public record Call(
    RequestId request,
    ModelName model,
    Route route,
    Attempt attempt,
    JsonNode input,
    Optional<Utterance> utterance,
    Uni<Void> cancelled) {

  /** A call that nobody takes back. */
  public Call(RequestId request, ModelName model, Route route, Attempt attempt, JsonNode input) {
    this(request, model, route, attempt, input, Optional.empty());
  }

  /** A call in a protocol of the caller's own, which nobody takes back. */
  public Call(
      RequestId request,
      ModelName model,
      Route route,
      Attempt attempt,
      JsonNode input,
      Optional<Utterance> utterance) {
    this(request, model, route, attempt, input, utterance, Uni.createFrom().nothing());
  }

  /** The same with another input. */
  public Call with(JsonNode other) {
    var said = utterance.map(one -> one.with((ObjectNode) other));
    return new Call(request, model, route, attempt, other, said, cancelled);
  }

  public Call cancelledBy(Uni<Void> signal) {
    return new Call(request, model, route, attempt, input, utterance, signal);
  }
}

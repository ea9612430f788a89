package dev.millrace.api.gateway.form;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.account.Plans;
import dev.millrace.api.call.OrderWriter;
import dev.millrace.api.catalog.Chosen;
import dev.millrace.api.gateway.GatewayBodies;
import dev.millrace.api.http.CorrelationId;
import dev.millrace.api.http.PublicUrl;
import dev.millrace.api.http.key.Caller;
import dev.millrace.api.queue.Asked;
import dev.millrace.api.queue.AskedReader;
import dev.millrace.dialect.form.Filled;
import dev.millrace.fault.FaultException;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Function;

/** Makes what a caller said into an order of a model that has a form of its own. */
@ApplicationScoped
public class FormReader {
  private static final String USER = "user";
  private static final int LONGEST_LABEL = 512;

  private final GatewayBodies bodies;
  private final AskedReader headers;
  private final Plans plans;
  private final OrderWriter orders;

  FormReader(GatewayBodies bodies, AskedReader headers, Plans plans, OrderWriter orders) {
    this.bodies = bodies;
    this.headers = headers;
    this.plans = plans;
    this.orders = orders;
  }

  /**
   * What a face makes of a body.
   *
   * @param chosen the model
   * @param filled its own form
   * @param user the caller's own name for its user, which the history keeps
   * @param asked what the face has to know of the body when it answers
   */
  public record Said<T>(Chosen chosen, Filled filled, Optional<String> user, T asked) {}

  /** A call, and what its face has to know when it answers. */
  public record Read<T>(FormCall call, T asked) {}

  private record Written<T>(OrderWriter.Written order, Asked headers, T asked) {}

  /**
   * Reads a call. Fails with a {@link FaultException}, or with what the JSON reader says; a field
   * that does not fit is named as the caller has it.
   *
   * @param face what the body says; on any thread
   */
  public <T> Uni<Read<T>> read(
      RoutingContext context, Caller caller, PublicUrl base, Function<ObjectNode, Said<T>> face) {
    return bodies
        .read(context, body -> written(context, caller, base, body, face.apply(body.json())))
        .chain(
            written ->
                orders
                    .withFiles(written.order())
                    .map(
                        order ->
                            new Read<>(new FormCall(order, written.headers()), written.asked())));
  }

  private <T> Written<T> written(
      RoutingContext context,
      Caller caller,
      PublicUrl base,
      GatewayBodies.Body body,
      Said<T> said) {
    var asked = headers.read(context.request().headers(), plans.named(caller.plan()).fileLife());
    var came =
        new OrderWriter.Came(
            caller,
            body.raw(),
            said.filled().input(),
            base,
            said.user().flatMap(FormReader::labels),
            asked,
            CorrelationId.of(context).value());
    return new Written<>(order(came, said), asked, said.asked());
  }

  private OrderWriter.Written order(OrderWriter.Came came, Said<?> said) {
    try {
      return orders.write(came, said.chosen());
    } catch (FaultException refused) {
      throw new FaultException(said.filled().blaming(refused.fault()));
    }
  }

  /** A model may not want to know; whoever looks into the history may. */
  private static Optional<ObjectNode> labels(String user) {
    boolean fits = user.length() <= LONGEST_LABEL && user.indexOf('\0') < 0;
    return fits
        ? Optional.of(JsonNodeFactory.instance.objectNode().put(USER, user))
        : Optional.empty();
  }
}

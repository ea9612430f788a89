package dev.millrace.api.gateway.talk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.account.Plans;
import dev.millrace.api.call.OrderWriter;
import dev.millrace.api.catalog.Chosen;
import dev.millrace.api.gateway.GatewayBodies;
import dev.millrace.api.gateway.NamedModels;
import dev.millrace.api.http.CorrelationId;
import dev.millrace.api.http.PublicUrl;
import dev.millrace.api.http.key.Caller;
import dev.millrace.api.queue.Asked;
import dev.millrace.api.queue.AskedReader;
import dev.millrace.api.queue.Quoter;
import dev.millrace.dialect.Dialect;
import dev.millrace.dialect.Utterance;
import dev.millrace.token.ReadBound;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Reads calls on conversational faces: what is said, to which model, and what it can cost. */
@ApplicationScoped
class TalkReader {
  private final GatewayBodies bodies;
  private final NamedModels models;
  private final AskedReader headers;
  private final Plans plans;
  private final OrderWriter orders;

  TalkReader(
      GatewayBodies bodies,
      NamedModels models,
      AskedReader headers,
      Plans plans,
      OrderWriter orders) {
    this.bodies = bodies;
    this.models = models;
    this.headers = headers;
    this.plans = plans;
    this.orders = orders;
  }

  /** A talk, but for the files that its body names. */
  private record Read(Caller caller, OrderWriter.Written written, Asked asked) {}

  /** Fails with a {@link dev.millrace.fault.FaultException}, or with what the JSON reader says. */
  Uni<Talk> read(Caller caller, RoutingContext context, Address address, PublicUrl base) {
    return bodies
        .read(context, body -> read(caller, context, address, base, body))
        .chain(
            read ->
                orders
                    .withFiles(read.written())
                    .map(order -> new Talk(read.caller(), order, read.asked())));
  }

  private Read read(
      Caller caller,
      RoutingContext context,
      Address address,
      PublicUrl base,
      GatewayBodies.Body sent) {
    var protocol = address.protocol();
    var dialect = protocol.dialect();
    var named = ModelField.of(address, sent.json());
    var paying = Payment.of(protocol, caller, sent.json());
    var chosen =
        protocol
            .face()
            .map(face -> models.choose(paying, named, face))
            .orElseGet(() -> models.chooseTalking(paying, named));
    var body = sent.with(chosen.under(dialect, sent.json()));
    var json = body.json();
    dialect.check(json);
    var extras = Extras.of(protocol, json);
    var wishes = headers.read(context.request().headers(), plans.named(caller.plan()).fileLife());
    var asked = extras.stored() ? wishes : wishes.notStored();
    var utterance =
        new Utterance(dialect, json, Optional.of(body.raw()), named, isStreamed(address, json));
    var came =
        new OrderWriter.Came(
            paying,
            body.raw(),
            json,
            base,
            extras.labels(),
            asked,
            CorrelationId.of(context).value());
    return new Read(paying, orders.write(came, quoted(chosen, dialect, json), utterance), asked);
  }

  /** The dialect has seen to it that the flag is one. */
  private static boolean isStreamed(Address address, ObjectNode body) {
    return address.streamed().orElseGet(() -> body.path("stream").asBoolean());
  }

  private static Quoter.Quoted quoted(Chosen chosen, Dialect dialect, ObjectNode body) {
    var model = chosen.model();
    return new Quoter.Quoted(
        chosen,
        model
            .priced()
            .quote(
                body,
                ReadBound.of(body),
                dialect.maxTokens(body),
                dialect.answers(body),
                model.runLimit()),
        body,
        false);
  }
}

package dev.millrace.api.billing;

import dev.millrace.api.http.key.Authenticator;
import dev.millrace.api.http.key.Caller;
import dev.millrace.api.queue.QueueConfig;
import dev.millrace.api.queue.Quoter;
import dev.millrace.api.queue.SubmitBodyReader;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a submit would cost, without submitting. */
@Path("/billing/quote")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Billing")
public class QuoteResource {
  private final Authenticator authenticator;
  private final SubmitBodyReader bodies;
  private final Quoter quoter;
  private final int inlineUpTo;
  private final Executor virtualThreads = Executors.newVirtualThreadPerTaskExecutor();

  QuoteResource(
      Authenticator authenticator, SubmitBodyReader bodies, Quoter quoter, QueueConfig config) {
    this.authenticator = authenticator;
    this.bodies = bodies;
    this.quoter = quoter;
    this.inlineUpTo = config.parseInlineUpTo();
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "What an input would cost at the most",
      description =
          "Validates as a submit does, with the same errors, and changes nothing. An upper bound is"
              + " what a submit holds; the charge may be less.")
  @RequestBody(content = @Content(schema = @Schema(implementation = QuoteBody.class)))
  public Uni<QuoteView> quote(byte[] body, @Context HttpServerRequest request) {
    return authenticator
        .callerOf(request)
        .chain(
            caller ->
                Uni.createFrom()
                    .item(() -> quoted(caller, body))
                    .runSubscriptionOn(body.length > inlineUpTo ? virtualThreads : Runnable::run));
  }

  private QuoteView quoted(Caller caller, byte[] body) {
    var asked = QuoteBody.read(body, bodies);
    return QuoteView.of(
        quoter.quote(caller, asked.endpoint(), bodies.takeApart(asked.input()).input()));
  }
}

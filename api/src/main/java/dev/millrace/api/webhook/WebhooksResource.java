package dev.millrace.api.webhook;

import dev.millrace.account.AccountId;
import dev.millrace.api.http.key.Authenticator;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.webhook.DeliveryId;
import dev.millrace.webhook.DeliveryLog;
import dev.millrace.webhook.DeliveryView;
import dev.millrace.webhook.Secrets;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The caller's webhooks. */
@Path("/webhooks")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Webhooks")
public class WebhooksResource {
  /** As long as receivers have to learn a new secret. */
  private static final Duration OVERLAP = Duration.ofHours(24);

  private final Authenticator authenticator;
  private final Secrets secrets;
  private final DeliveryLog log;
  private final InstantSource clock;

  WebhooksResource(
      Authenticator authenticator, Secrets secrets, DeliveryLog log, InstantSource clock) {
    this.authenticator = authenticator;
    this.secrets = secrets;
    this.log = log;
    this.clock = clock;
  }

  @GET
  @Path("/default/secret")
  @Operation(summary = "The secret that deliveries are signed with; made when first asked for")
  public Uni<SecretReply> secret(@Context HttpServerRequest request) {
    return authenticator.callerOf(request).chain(caller -> inUse(caller.account()));
  }

  private Uni<SecretReply> inUse(AccountId account) {
    return secrets
        .signing(List.of(account), clock.instant())
        .map(signing -> SecretReply.of(signing.get(account).getFirst()));
  }

  @POST
  @Path("/default/secret/rotate")
  @Operation(summary = "A new secret; the old one signs too for 24 hours")
  public Uni<SecretReply> rotate(@Context HttpServerRequest request) {
    return authenticator.callerOf(request).chain(caller -> rotated(caller.account()));
  }

  private Uni<SecretReply> rotated(AccountId account) {
    var now = clock.instant();
    return secrets
        .rotate(account, now, now.plus(OVERLAP))
        .map(made -> SecretReply.of(made.orElseThrow(WebhooksResource::tooManySign)));
  }

  @GET
  @Path("/deliveries")
  @Operation(summary = "What was delivered and what was not, latest request first")
  public Uni<DeliveryPage> deliveries(
      @BeanParam DeliveryQuery query, @Context HttpServerRequest request) {
    return authenticator.callerOf(request).chain(caller -> page(caller.account(), query));
  }

  private Uni<DeliveryPage> page(AccountId account, DeliveryQuery query) {
    var limit = query.limit();
    var page = query.page();
    return log.list(account, query.filter(), limit, (page - 1) * limit)
        .map(found -> DeliveryPage.of(page, limit, found));
  }

  @GET
  @Path("/deliveries/{id}")
  @Operation(summary = "One delivery")
  public Uni<WebhookDelivery> delivery(
      @PathParam("id") String id, @Context HttpServerRequest request) {
    return authenticator
        .callerOf(request)
        .chain(caller -> log.find(caller.account(), known(id)))
        .map(WebhooksResource::answer);
  }

  @POST
  @Path("/deliveries/{id}/replay")
  @Operation(summary = "Delivers anew: same id, fresh signature, full schedule")
  public Uni<WebhookDelivery> replay(
      @PathParam("id") String id, @Context HttpServerRequest request) {
    return authenticator
        .callerOf(request)
        .chain(caller -> log.replay(caller.account(), known(id), clock.instant()))
        .map(WebhooksResource::answer);
  }

  private static WebhookDelivery answer(Optional<DeliveryView> found) {
    return WebhookDelivery.of(found.orElseThrow(WebhooksResource::unknown));
  }

  /** A text that is no id names no delivery. */
  private static DeliveryId known(String id) {
    return DeliveryId.parse(id).orElseThrow(WebhooksResource::unknown);
  }

  private static FaultException unknown() {
    return new FaultException(
        FaultCode.NOT_FOUND, "there is no delivery with this id for this key");
  }

  private static FaultException tooManySign() {
    return new FaultException(
        Fault.of(
                FaultCode.RATE_LIMITED,
                "%d secrets still sign; rotate again when 24 hours have passed since one of them was replaced"
                    .formatted(Secrets.MOST_SIGNING))
            .retryAfter(Duration.ofHours(1)));
  }
}

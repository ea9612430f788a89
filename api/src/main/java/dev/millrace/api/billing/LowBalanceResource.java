package dev.millrace.api.billing;

import dev.millrace.account.AccountId;
import dev.millrace.api.http.Bodies;
import dev.millrace.api.http.key.Authenticator;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.webhook.BalanceAlerts;
import dev.millrace.webhook.TargetGuard;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Being told when the balance becomes low. */
@Path("/billing/low-balance")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Billing")
public class LowBalanceResource {
  private final Authenticator authenticator;
  private final BalanceAlerts alerts;
  private final TargetGuard guard;
  private final InstantSource clock;

  LowBalanceResource(
      Authenticator authenticator, BalanceAlerts alerts, TargetGuard guard, InstantSource clock) {
    this.authenticator = authenticator;
    this.alerts = alerts;
    this.guard = guard;
    this.clock = clock;
  }

  @GET
  @Operation(summary = "The low-balance alert, and how its latest notice went")
  public Uni<LowBalanceView> find(@Context HttpServerRequest request) {
    return authenticator.callerOf(request).chain(caller -> view(caller.account()));
  }

  private Uni<LowBalanceView> view(AccountId account) {
    return alerts
        .find(account)
        .map(found -> LowBalanceView.of(found.orElseThrow(LowBalanceResource::none)));
  }

  @PUT
  @Operation(
      summary = "Sets the low-balance alert: one signed webhook each time the balance falls below",
      description =
          "Told again only after the balance was at the threshold or above. A balance that is below"
              + " already is told at once. The secret is that of the account's other webhooks.")
  public Uni<LowBalanceView> put(LowBalanceBody body, @Context HttpServerRequest request) {
    return authenticator
        .callerOf(request)
        .chain(caller -> put(caller.account(), Bodies.required(body).checked()));
  }

  private Uni<LowBalanceView> put(AccountId account, LowBalanceBody.Asked asked) {
    return guard
        .problem(asked.url())
        .invoke(problem -> problem.ifPresent(LowBalanceResource::refuse))
        .chain(() -> alerts.put(account, asked.threshold(), asked.url(), clock.instant()))
        .chain(() -> view(account));
  }

  private static void refuse(String problem) {
    throw new FaultException(FaultCode.MALFORMED, problem);
  }

  @DELETE
  @Operation(summary = "Removes the low-balance alert, and what it has not told yet")
  @APIResponse(responseCode = "204", description = "It is gone")
  public Uni<Void> remove(@Context HttpServerRequest request) {
    return authenticator
        .callerOf(request)
        .chain(caller -> alerts.remove(caller.account()))
        .invoke(LowBalanceResource::checkThereWasOne)
        .replaceWithVoid();
  }

  private static void checkThereWasOne(boolean removed) {
    if (!removed) {
      throw none();
    }
  }

  private static FaultException none() {
    return new FaultException(
        FaultCode.NOT_FOUND, "this account has no low-balance alert; set one with PUT");
  }
}

package dev.millrace.api.billing;

import dev.millrace.account.Account;
import dev.millrace.api.http.key.Authenticator;
import dev.millrace.api.http.key.Caller;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.ledger.Accounts;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the caller has. */
@Path("/billing/balance")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Billing")
public class BalanceResource {
  private final Authenticator authenticator;
  private final Accounts accounts;

  BalanceResource(Authenticator authenticator, Accounts accounts) {
    this.authenticator = authenticator;
    this.accounts = accounts;
  }

  @GET
  @Operation(summary = "What the caller's account has, holds and may spend")
  public Uni<BalanceView> balance(@Context HttpServerRequest request) {
    return authenticator.callerOf(request).chain(this::account).map(BalanceView::of);
  }

  private Uni<Account> account(Caller caller) {
    return accounts.find(caller.account()).map(found -> found.orElseThrow(BalanceResource::gone));
  }

  private static FaultException gone() {
    return new FaultException(
        FaultCode.KEY_INVALID, "the account of this key does not exist any more");
  }
}

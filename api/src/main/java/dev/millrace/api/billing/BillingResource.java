package dev.millrace.api.billing;

import dev.millrace.account.Account;
import dev.millrace.account.AccountId;
import dev.millrace.account.LedgerEntry;
import dev.millrace.api.http.fault.Refusal;
import dev.millrace.api.http.key.Authenticator;
import dev.millrace.api.http.key.Caller;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.ledger.Accounts;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The caller's own money. */
@Path("/billing")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Billing")
public class BillingResource {
  private final Authenticator authenticator;
  private final Accounts accounts;

  BillingResource(Authenticator authenticator, Accounts accounts) {
    this.authenticator = authenticator;
    this.accounts = accounts;
  }

  @GET
  @Path("/balance")
  @Operation(summary = "What the caller's account has, holds and may spend")
  public Uni<BalanceView> balance(@Context HttpServerRequest request) {
    return authenticator.callerOf(request).chain(this::account).map(BalanceView::of);
  }

  private Uni<Account> account(Caller caller) {
    return accounts.find(caller.account()).map(found -> found.orElseThrow(BillingResource::gone));
  }

  private static FaultException gone() {
    return new FaultException(
        FaultCode.KEY_INVALID, "the account of this key does not exist any more");
  }

  @GET
  @Path("/statement")
  @Operation(summary = "Every movement of the caller's money, latest first; the sum is the balance")
  public Uni<Page<EntryView>> statement(
      @QueryParam("limit") @DefaultValue(PageLimit.USUAL) String limit,
      @QueryParam("cursor") String cursor,
      @Context HttpServerRequest request) {
    return authenticator
        .callerOf(request)
        .chain(caller -> page(caller.account(), PageLimit.checked(limit), before(cursor)));
  }

  private Uni<Page<EntryView>> page(AccountId account, int limit, OptionalLong before) {
    return accounts
        .statement(account, before, limit + 1)
        .map(entries -> Page.of(entries, limit, EntryView::of, LedgerEntry::id));
  }

  private static OptionalLong before(String cursor) {
    try {
      return cursor == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(cursor));
    } catch (NumberFormatException e) {
      throw Refusal.ofParameter("cursor", "is not one that this route gave out");
    }
  }
}

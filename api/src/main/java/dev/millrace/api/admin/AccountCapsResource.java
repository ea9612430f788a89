package dev.millrace.api.admin;

import dev.millrace.account.Account;
import dev.millrace.account.AccountId;
import dev.millrace.api.billing.CapBody;
import dev.millrace.api.billing.CapDesk;
import dev.millrace.api.billing.CapView;
import dev.millrace.api.http.Bodies;
import dev.millrace.api.http.key.AdminOnly;
import dev.millrace.ledger.Accounts;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How much any account and its keys may spend, for the operator. */
@AdminOnly
@Path("/admin/accounts/{id}/caps")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Admin")
public class AccountCapsResource {
  private final Accounts accounts;
  private final CapDesk desk;

  AccountCapsResource(Accounts accounts, CapDesk desk) {
    this.accounts = accounts;
    this.desk = desk;
  }

  /** An account's caps. */
  @Schema(name = "AccountSpendCaps")
  public record Caps(List<CapView> data) {}

  @GET
  @Operation(summary = "The spend caps of an account and of its keys")
  public Uni<Caps> list(@PathParam("id") String id) {
    return known(id).chain(desk::list).map(Caps::new);
  }

  @PUT
  @Operation(summary = "Sets a spend cap of an account, or of one of its keys")
  @APIResponse(responseCode = "200", description = "The cap as it stands now")
  public Uni<CapView> set(@PathParam("id") String id, CapBody body) {
    return known(id).chain(account -> desk.set(account, Bodies.required(body)));
  }

  @DELETE
  @Operation(summary = "Removes a spend cap")
  @APIResponse(responseCode = "204", description = "It is gone")
  public Uni<Void> remove(
      @PathParam("id") String id,
      @Parameter(description = "A key's id; left out for the account's own cap") @QueryParam("key")
          String key,
      @Parameter(description = "day or total", required = true) @QueryParam("period")
          String period) {
    return known(id).chain(account -> desk.remove(account, key, period));
  }

  private Uni<AccountId> known(String id) {
    return accounts
        .find(AccountPath.known(id))
        .map(found -> found.map(Account::id).orElseThrow(AccountPath::unknown));
  }
}

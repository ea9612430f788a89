package dev.millrace.api.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.account.Account;
import dev.millrace.api.billing.PageLimit;
import dev.millrace.api.http.Bodies;
import dev.millrace.api.http.key.AdminOnly;
import dev.millrace.api.keys.ChangeDesk;
import dev.millrace.api.keys.Fresh;
import dev.millrace.api.keys.Grantor;
import dev.millrace.api.keys.KeyAnswers;
import dev.millrace.api.keys.KeyDesk;
import dev.millrace.ledger.Accounts;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** The keys of any account, for the operator: whoever lost his last key gets another one here. */
@AdminOnly
@Path("/admin/accounts/{id}/keys")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Admin")
public class AccountKeysResource {
  private static final int CREATED = 201;

  private final Accounts accounts;
  private final KeyDesk desk;
  private final ChangeDesk changes;

  AccountKeysResource(Accounts accounts, KeyDesk desk, ChangeDesk changes) {
    this.accounts = accounts;
    this.desk = desk;
    this.changes = changes;
  }

  @GET
  @Operation(summary = "The keys of an account, latest first, revoked ones included")
  public Uni<KeyAnswers.Several> list(
      @PathParam("id") String id,
      @QueryParam("limit") @DefaultValue(PageLimit.USUAL) String limit,
      @QueryParam("cursor") String cursor) {
    int rows = PageLimit.checked(limit);
    return known(id).chain(account -> desk.list(account.id(), KeyDesk.behind(cursor), rows));
  }

  @POST
  @ResponseStatus(CREATED)
  @Operation(
      summary = "Makes a key for an account; its text is in the answer and never shown again",
      description = "Takes what POST /v1/api-keys takes; what is left out is not bounded.")
  @APIResponse(responseCode = "201", description = "The key")
  @APIResponse(responseCode = "409", description = "The account has as many keys as it may")
  public Uni<KeyAnswers.Made> create(@PathParam("id") String id, ObjectNode body) {
    return known(id)
        .chain(
            account ->
                desk.create(Grantor.operator(account.id()), Bodies.required(body), account.name()))
        .map(Fresh::answer);
  }

  @DELETE
  @Path("/{key}")
  @Operation(summary = "Revokes a key of an account, for good and on all nodes")
  @APIResponse(responseCode = "204", description = "It is revoked")
  public Uni<Void> revoke(@PathParam("id") String id, @PathParam("key") String key) {
    return known(id).chain(account -> changes.revoke(Grantor.operator(account.id()), key));
  }

  private Uni<Account> known(String id) {
    return accounts
        .find(AccountPath.known(id))
        .map(found -> found.orElseThrow(AccountPath::unknown));
  }
}

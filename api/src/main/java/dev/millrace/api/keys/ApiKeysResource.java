package dev.millrace.api.keys;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.api.billing.PageLimit;
import dev.millrace.api.http.Bodies;
import dev.millrace.api.http.key.Authenticator;
import dev.millrace.api.http.key.Caller;
import dev.millrace.ledger.Accounts;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** The keys of the caller's account, as Runtools has them. */
@Path("/v1/api-keys")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Keys")
public class ApiKeysResource {
  private static final int CREATED = 201;

  private final Authenticator authenticator;
  private final Accounts accounts;
  private final KeyDesk desk;
  private final ChangeDesk changes;

  ApiKeysResource(
      Authenticator authenticator, Accounts accounts, KeyDesk desk, ChangeDesk changes) {
    this.authenticator = authenticator;
    this.accounts = accounts;
    this.desk = desk;
    this.changes = changes;
  }

  @POST
  @ResponseStatus(CREATED)
  @Operation(
      summary = "Makes a key; its text is in the answer and never shown again",
      description =
          "What the body leaves out is as with the calling key, which can hand out no more than it"
              + " may itself.")
  @APIResponse(responseCode = "201", description = "The key")
  @APIResponse(responseCode = "403", description = "It would do more than the calling key")
  @APIResponse(responseCode = "409", description = "The account has as many keys as it may")
  public Uni<KeyAnswers.Made> create(
      @RequestBody(content = @Content(schema = @Schema(implementation = KeyFields.class)))
          ObjectNode body,
      @Context HttpServerRequest request) {
    return as(
        request,
        caller ->
            owner(caller)
                .chain(
                    owner ->
                        desk.grantor(caller)
                            .chain(by -> desk.create(by, Bodies.required(body), owner)))
                .map(Fresh::answer));
  }

  private Uni<String> owner(Caller caller) {
    return accounts
        .find(caller.account())
        .map(found -> found.orElseThrow(KeyRefusal::unknown).name());
  }

  @GET
  @Operation(summary = "The account's keys, latest first, revoked ones included")
  public Uni<KeyAnswers.Several> list(
      @QueryParam("limit") @DefaultValue(PageLimit.USUAL) String limit,
      @QueryParam("cursor") String cursor,
      @Context HttpServerRequest request) {
    return as(
        request,
        caller -> desk.list(caller.account(), KeyDesk.behind(cursor), PageLimit.checked(limit)));
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "One key")
  public Uni<KeyAnswers.One> find(@PathParam("id") String id, @Context HttpServerRequest request) {
    return as(request, caller -> desk.find(caller.account(), id));
  }

  @PATCH
  @Path("/{id}")
  @Operation(
      summary = "Changes what a key is called or may do",
      description = "What the body leaves out stays; null takes a bound away.")
  @APIResponse(responseCode = "200", description = "The key as it stands now")
  @APIResponse(responseCode = "403", description = "It may do more than the calling key, or would")
  @APIResponse(responseCode = "409", description = "It is revoked, or was rotated")
  public Uni<KeyAnswers.One> update(
      @PathParam("id") String id,
      @RequestBody(content = @Content(schema = @Schema(implementation = KeyFields.class)))
          ObjectNode body,
      @Context HttpServerRequest request) {
    return as(
        request,
        caller -> desk.grantor(caller).chain(by -> changes.update(by, id, Bodies.required(body))));
  }

  @PUT
  @Path("/{id}")
  @Operation(summary = "The same as PATCH, for clients of Runtype")
  public Uni<KeyAnswers.One> put(
      @PathParam("id") String id,
      @RequestBody(content = @Content(schema = @Schema(implementation = KeyFields.class)))
          ObjectNode body,
      @Context HttpServerRequest request) {
    return update(id, body, request);
  }

  @POST
  @Path("/{id}/rotate")
  @ResponseStatus(CREATED)
  @Operation(
      summary = "Makes a key that takes over from this one",
      description =
          "With the same terms; the old key works on for a while. Of a total spend cap the new key"
              + " has what is left.")
  @APIResponse(responseCode = "201", description = "The new key, and when the old one ends")
  @APIResponse(responseCode = "409", description = "It is revoked, expired, or was rotated before")
  public Uni<KeyAnswers.Made> rotate(
      @PathParam("id") String id, RotateBody body, @Context HttpServerRequest request) {
    var asked = body == null ? new RotateBody(null) : body;
    return as(request, caller -> desk.grantor(caller).chain(by -> changes.rotate(by, id, asked)));
  }

  @POST
  @Path("/{id}/regenerate")
  @ResponseStatus(CREATED)
  @Operation(summary = "Rotates a key without an overlap, for clients of Runtype")
  public Uni<KeyAnswers.Made> regenerate(
      @PathParam("id") String id, @Context HttpServerRequest request) {
    return as(
        request,
        caller -> desk.grantor(caller).chain(by -> changes.rotate(by, id, RotateBody.AT_ONCE)));
  }

  @DELETE
  @Path("/{id}")
  @Operation(
      summary = "Revokes a key, for good and on all nodes",
      description = "As often as one likes. A key may revoke itself.")
  @APIResponse(responseCode = "204", description = "It is revoked")
  public Uni<Void> revoke(@PathParam("id") String id, @Context HttpServerRequest request) {
    return as(request, caller -> desk.grantor(caller).chain(by -> changes.revoke(by, id)));
  }

  private <T> Uni<T> as(HttpServerRequest request, Function<Caller, Uni<T>> use) {
    return authenticator.callerOf(request).chain(use::apply);
  }
}

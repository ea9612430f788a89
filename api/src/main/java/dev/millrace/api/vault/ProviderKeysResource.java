package dev.millrace.api.vault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.api.http.Bodies;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** The provider keys of the caller's account, as Runtype has them. */
@Path("/v1/provider-keys")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Own keys")
public class ProviderKeysResource {
  private static final int CREATED = 201;

  private final VaultGate gate;
  private final ProviderKeyDesk desk;
  private final ProbeDesk probes;

  ProviderKeysResource(VaultGate gate, ProviderKeyDesk desk, ProbeDesk probes) {
    this.gate = gate;
    this.desk = desk;
    this.probes = probes;
  }

  @GET
  @Operation(summary = "The account's provider keys; never the keys themselves")
  @APIResponse(responseCode = "200", description = "All of them")
  @APIResponse(responseCode = "403", description = "Provider keys are switched off")
  public Uni<ProviderKeyAnswers.Several> list(@Context HttpServerRequest request) {
    return gate.as(request, caller -> desk.list(caller.account()));
  }

  @GET
  @Path("/provider/{provider}")
  @Operation(summary = "Those of one provider; none of one that nobody knows")
  public Uni<ProviderKeyAnswers.Several> list(
      @PathParam("provider") String provider, @Context HttpServerRequest request) {
    return gate.as(request, caller -> desk.list(caller.account(), provider));
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "One provider key")
  @APIResponse(responseCode = "200", description = "The key")
  @APIResponse(responseCode = "404", description = "There is none of this id")
  public Uni<ProviderKeyAnswers.One> find(
      @PathParam("id") String id, @Context HttpServerRequest request) {
    return gate.as(request, caller -> desk.find(caller.account(), id));
  }

  @POST
  @ResponseStatus(CREATED)
  @Operation(
      summary = "Keeps a key that the account has for a provider",
      description =
          "Calls of the provider's models use it, are metered, and cost no credit. It is kept"
              + " encrypted, and never shown again.")
  @APIResponse(responseCode = "201", description = "The key, without itself")
  @APIResponse(responseCode = "403", description = "Provider keys are switched off")
  @APIResponse(
      responseCode = "409",
      description = "The name is taken, or the account has as many as it may")
  @APIResponse(
      responseCode = "422",
      description = "A field does not fit, such as a baseUrl in a private network")
  public Uni<ProviderKeyAnswers.One> create(
      @RequestBody(content = @Content(schema = @Schema(implementation = ProviderKeyFields.class)))
          ObjectNode body,
      @Context HttpServerRequest request) {
    return gate.as(request, caller -> desk.create(caller.account(), Bodies.required(body)));
  }

  @PATCH
  @Path("/{id}")
  @Operation(
      summary = "Changes a provider key, or exchanges the key itself",
      description = "What the body leaves out stays.")
  @APIResponse(responseCode = "200", description = "The key as it stands now")
  @APIResponse(responseCode = "404", description = "There is none of this id")
  @APIResponse(responseCode = "409", description = "The name is taken, or somebody else changed it")
  @APIResponse(responseCode = "422", description = "A field does not fit")
  public Uni<ProviderKeyAnswers.One> change(
      @PathParam("id") String id,
      @RequestBody(content = @Content(schema = @Schema(implementation = ProviderKeyFields.class)))
          ObjectNode body,
      @Context HttpServerRequest request) {
    return gate.as(request, caller -> desk.change(caller.account(), id, Bodies.required(body)));
  }

  @DELETE
  @Path("/{id}")
  @Operation(
      summary = "Deletes a provider key",
      description = "What still waits in the queue to go by it fails.")
  @APIResponse(responseCode = "204", description = "It is gone")
  @APIResponse(responseCode = "404", description = "There is none of this id")
  public Uni<Void> delete(@PathParam("id") String id, @Context HttpServerRequest request) {
    return gate.as(request, caller -> desk.delete(caller.account(), id));
  }

  @POST
  @Path("/{id}/test")
  @Operation(
      summary = "Asks the provider whether it takes the key",
      description = "By the cheapest call that it has; no model is run.")
  @APIResponse(responseCode = "200", description = "What it says of the key")
  @APIResponse(responseCode = "403", description = "A test key calls, which reaches no provider")
  @APIResponse(
      responseCode = "502",
      description = "The provider is away, or says nothing of the key")
  @APIResponse(responseCode = "504", description = "The provider does not answer in time")
  public Uni<ProviderKeyAnswers.Tested> test(
      @PathParam("id") String id, @Context HttpServerRequest request) {
    return gate.reaching(request, caller -> probes.test(caller.account(), id));
  }

  @POST
  @Path("/discover-models")
  @Operation(
      summary = "Asks a server that speaks OpenAI's protocol for its models",
      description = "The key is used once and not kept.")
  @APIResponse(responseCode = "200", description = "Its models, at most 1000")
  @APIResponse(
      responseCode = "422",
      description = "The address must not be called, or the key fails")
  @APIResponse(responseCode = "502", description = "The server is away, or has no list")
  public Uni<ProviderKeyAnswers.Models> discover(
      @RequestBody(content = @Content(schema = @Schema(implementation = DiscoverFields.class)))
          ObjectNode body,
      @Context HttpServerRequest request) {
    return gate.reaching(request, caller -> probes.discover(Bodies.required(body)));
  }

  @POST
  @Path("/{id}/discover-models")
  @Operation(summary = "Asks the provider of a key for the models that it opens")
  @APIResponse(responseCode = "200", description = "The models, at most 1000")
  @APIResponse(responseCode = "422", description = "The key fails, or the provider has no list")
  public Uni<ProviderKeyAnswers.Models> discoverByKey(
      @PathParam("id") String id, @Context HttpServerRequest request) {
    return gate.reaching(request, caller -> probes.discover(caller.account(), id));
  }

  @POST
  @Path("/{id}/sync-models")
  @Operation(
      summary = "Asks a server of the account's own for its models, and keeps their names",
      description = "They can be called as own/<name of the key>/<model>.")
  @APIResponse(responseCode = "200", description = "The key, and which models came and went")
  @APIResponse(responseCode = "422", description = "The provider is none of the account's own")
  public Uni<ProviderKeyAnswers.Synced> sync(
      @PathParam("id") String id, @Context HttpServerRequest request) {
    return gate.reaching(request, caller -> probes.sync(caller.account(), id));
  }
}

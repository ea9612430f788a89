package dev.millrace.api.vault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.api.http.Bodies;
import dev.millrace.api.http.fault.Refusal;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The secrets of the caller's account, as Runtools has them. */
@Path("/v1/secrets")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Own keys")
public class SecretsResource {
  private final VaultGate gate;
  private final SecretDesk desk;

  SecretsResource(VaultGate gate, SecretDesk desk) {
    this.gate = gate;
    this.desk = desk;
  }

  @GET
  @Operation(
      summary = "What is known of the account's secrets, by name; never what they are",
      description = "The account's default provider keys are among them.")
  @APIResponse(responseCode = "200", description = "All of them")
  @APIResponse(responseCode = "403", description = "Secrets are switched off")
  public Uni<SecretAnswers.Several> list(@Context HttpServerRequest request) {
    return gate.as(request, caller -> desk.list(caller.account()));
  }

  @POST
  @Operation(
      summary = "Keeps a secret, in the place of the one of that name if there is one",
      description =
          "Of the category provider it is the account's default key of the provider whose variable"
              + " has that name; calls use it from then on. It is never shown again.")
  @APIResponse(responseCode = "200", description = "It took the place of the one before")
  @APIResponse(
      responseCode = "201",
      description = "It is new",
      content = @Content(schema = @Schema(implementation = SecretAnswers.One.class)))
  @APIResponse(responseCode = "403", description = "Secrets are switched off")
  @APIResponse(responseCode = "409", description = "The account has as many as it may")
  @APIResponse(responseCode = "422", description = "A field does not fit")
  public Uni<RestResponse<SecretAnswers.One>> put(
      @RequestBody(content = @Content(schema = @Schema(implementation = SecretFields.class)))
          ObjectNode body,
      @Context HttpServerRequest request) {
    return gate.as(
            request, caller -> desk.put(caller, SecretWish.of(Bodies.required(body), caller.key())))
        .map(SecretsResource::reply);
  }

  private static RestResponse<SecretAnswers.One> reply(SecretAnswers.Kept kept) {
    return RestResponse.status(
        kept.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK, kept.answer());
  }

  @DELETE
  @Path("/{name}")
  @Operation(
      summary = "Deletes a secret",
      description = "One that is a provider key is deleted as that, too.")
  @APIResponse(responseCode = "204", description = "It is gone")
  @APIResponse(responseCode = "404", description = "There is none of this name")
  public Uni<Void> delete(
      @PathParam("name") String name,
      @Parameter(description = "The API key that it is for; left out: all of the account")
          @QueryParam("onlyFor")
          String onlyFor,
      @Context HttpServerRequest request) {
    return gate.as(
        request,
        caller -> desk.delete(caller.account(), name.toUpperCase(Locale.ROOT), apiKey(onlyFor)));
  }

  private static Optional<UUID> apiKey(String text) {
    try {
      return Optional.ofNullable(text).map(UUID::fromString);
    } catch (IllegalArgumentException e) {
      throw Refusal.ofParameter("onlyFor", "must be the id of an API key");
    }
  }

  @POST
  @Path("/{name}/reveal")
  @Operation(
      summary = "Always refused: secrets go in and never out",
      description = "There for clients of Runtools, which has a policy for it.")
  @APIResponse(responseCode = "403", description = "Secrets are not shown")
  public Uni<Void> reveal(@PathParam("name") String name, @Context HttpServerRequest request) {
    return gate.as(
        request,
        caller -> {
          throw new FaultException(
              FaultCode.FORBIDDEN,
              "secrets are kept to be used, and are shown to nobody; make a new one where the old one is made if you have lost it");
        });
  }
}

package dev.millrace.api.configuration;

import dev.millrace.api.http.key.Authenticator;
import dev.millrace.api.http.key.Caller;
import dev.millrace.api.queue.SubmitBodyReader;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
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

/** The model configurations of the caller's account, as Runtype has them. */
@Path("/v1/model-configs")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Model configurations")
public class ModelConfigsResource {
  private static final int CREATED = 201;

  private final Authenticator authenticator;
  private final SubmitBodyReader bodies;
  private final ConfigDesk desk;
  private final UsageDesk usage;

  ModelConfigsResource(
      Authenticator authenticator, SubmitBodyReader bodies, ConfigDesk desk, UsageDesk usage) {
    this.authenticator = authenticator;
    this.bodies = bodies;
    this.desk = desk;
    this.usage = usage;
  }

  @GET
  @Operation(summary = "The account's model configurations, the one that was made last first")
  public Uni<ConfigAnswers.Several> list(@Context HttpServerRequest request) {
    return as(request, desk::list).map(ConfigAnswers.Several::new);
  }

  @POST
  @ResponseStatus(CREATED)
  @Operation(
      summary = "Sets up a model",
      description =
          "Calls that name the model follow it: its settings hold where the call itself says"
              + " nothing. Of several that are enabled, the one that was made last is followed.")
  @RequestBody(content = @Content(schema = @Schema(implementation = ConfigFields.Create.class)))
  @APIResponse(responseCode = "201", description = "The configuration")
  @APIResponse(responseCode = "400", description = "A setting that the model does not have")
  @APIResponse(responseCode = "403", description = "The key or the plan does not have the model")
  @APIResponse(responseCode = "404", description = "No such model, or no such provider key")
  @APIResponse(responseCode = "409", description = "There is one like it, or there are too many")
  @APIResponse(responseCode = "422", description = "A setting that does not fit the model")
  public Uni<ConfigView> create(byte[] body, @Context HttpServerRequest request) {
    return as(request, caller -> desk.create(caller, ConfigBody.read(body, bodies)));
  }

  @PUT
  @Path("/{id}")
  @Operation(
      summary = "Changes a configuration",
      description = "What the body leaves out stays; settings come whole.")
  @RequestBody(content = @Content(schema = @Schema(implementation = ConfigFields.Update.class)))
  @APIResponse(responseCode = "200", description = "The configuration as it stands now")
  @APIResponse(responseCode = "409", description = "Somebody else changed it, or has one like it")
  public Uni<ConfigView> update(
      @PathParam("id") String id, byte[] body, @Context HttpServerRequest request) {
    return as(request, caller -> desk.update(caller, id, ConfigBody.read(body, bodies)));
  }

  @DELETE
  @Path("/{id}")
  @Operation(summary = "Deletes a configuration; calls of its model do not follow it any more")
  public Uni<ConfigAnswers.Deleted> delete(
      @PathParam("id") String id, @Context HttpServerRequest request) {
    return as(request, caller -> desk.delete(caller, id))
        .map(done -> new ConfigAnswers.Deleted(true, "the configuration is deleted"));
  }

  @PATCH
  @Path("/{id}/toggle")
  @Operation(summary = "Enables or disables a configuration")
  @RequestBody(content = @Content(schema = @Schema(implementation = ConfigFields.Toggle.class)))
  public Uni<ConfigView> toggle(
      @PathParam("id") String id, byte[] body, @Context HttpServerRequest request) {
    return as(request, caller -> desk.toggle(caller, id, ConfigBody.read(body, bodies)));
  }

  /** What the body says is not looked at: there is nothing that it could say. */
  @PATCH
  @Path("/{id}/default")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary = "Makes a configuration the default of its provider",
      description = "Calls follow it, while it is enabled, that name its provider only as model.")
  public Uni<ConfigAnswers.Done> makeDefault(
      @PathParam("id") String id, @Context HttpServerRequest request) {
    return as(request, caller -> desk.makeDefault(caller, id))
        .map(
            made ->
                new ConfigAnswers.Done(
                    true, "the configuration is the default of " + made.provider(), made));
  }

  @GET
  @Path("/usage")
  @Operation(
      summary = "How often the account's configurations were followed",
      description =
          "By the requests that are still known; each configuration's are counted up to 10,000.")
  public Uni<UsageAnswers.Uses> usage(@Context HttpServerRequest request) {
    return as(request, usage::ofAll);
  }

  @GET
  @Path("/{id}/usage")
  @Operation(summary = "How a configuration was used lately")
  public Uni<UsageAnswers.OfOne> usageOf(
      @PathParam("id") String id, @Context HttpServerRequest request) {
    return as(request, caller -> usage.ofOne(caller, id));
  }

  private <T> Uni<T> as(HttpServerRequest request, Function<Caller, Uni<T>> use) {
    return authenticator.callerOf(request).chain(use::apply);
  }
}

package dev.millrace.api.catalog.runner;

import dev.millrace.api.http.PublicUrl;
import dev.millrace.api.http.Query;
import dev.millrace.deployment.DeploymentConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The models that the platform can run, in ModelRunner's shapes, for whoever asks. */
@Path("/models")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalogue", description = "Find models, and what they take, give and cost")
public class RunnerModelsResource {
  private static final String UNCHANGED = "Nothing changed since the tag that came";
  private static final String MODEL = "/{owner}/{alias:.+}";

  private final OpenDoor door;
  private final RunnerDesk desk;
  private final DeploymentConfig deployment;

  RunnerModelsResource(OpenDoor door, RunnerDesk desk, DeploymentConfig deployment) {
    this.door = door;
    this.desk = desk;
    this.deployment = deployment;
  }

  @GET
  @Operation(
      summary = "Models, a page at a time",
      description = "Those that fit all that the parameters say. Unlisted ones are left out.")
  @Parameter(name = "search", in = ParameterIn.QUERY, description = "Words that all must be found")
  @Parameter(name = "owner", in = ParameterIn.QUERY)
  @Parameter(name = "category", in = ParameterIn.QUERY)
  @Parameter(name = "inputModality", in = ParameterIn.QUERY)
  @Parameter(name = "outputModality", in = ParameterIn.QUERY)
  @Parameter(name = "capability", in = ParameterIn.QUERY, description = "May be given repeatedly")
  @Parameter(name = "featured", in = ParameterIn.QUERY)
  @Parameter(
      name = "sort",
      in = ParameterIn.QUERY,
      description = "catalogue (the usual one), featured, newest or name")
  @Parameter(name = "page", in = ParameterIn.QUERY)
  @Parameter(name = "limit", in = ParameterIn.QUERY, description = "At most 100; usually 10")
  @APIResponse(
      responseCode = "200",
      description = "A page",
      content = @Content(schema = @Schema(implementation = ModelPage.class)))
  @APIResponse(responseCode = "304", description = UNCHANGED)
  public Uni<Response> list(@Context UriInfo uri, @Context HttpServerRequest request) {
    return door.answer(request, () -> desk.list(new Query(uri.getQueryParameters())));
  }

  @GET
  @Path("/facets")
  @Operation(summary = "How many models there are of which kind")
  @Parameter(name = "search", in = ParameterIn.QUERY)
  @Parameter(name = "owner", in = ParameterIn.QUERY)
  @Parameter(name = "featured", in = ParameterIn.QUERY)
  @APIResponse(
      responseCode = "200",
      description = "Counts",
      content = @Content(schema = @Schema(implementation = FacetsView.class)))
  @APIResponse(responseCode = "304", description = UNCHANGED)
  public Uni<Response> facets(@Context UriInfo uri, @Context HttpServerRequest request) {
    return door.answer(request, () -> desk.facets(new Query(uri.getQueryParameters())));
  }

  @GET
  @Path("/featured")
  @Operation(summary = "The models that are shown first, all of them")
  @APIResponse(
      responseCode = "200",
      description = "Models",
      content =
          @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = ModelView.class)))
  @APIResponse(responseCode = "304", description = UNCHANGED)
  public Uni<Response> featured(@Context HttpServerRequest request) {
    return door.answer(request, desk::featured);
  }

  @GET
  @Path("/pricing")
  @Operation(
      summary = "What some models cost",
      description = "One that is unknown stands in notFound; the others are told all the same.")
  @Parameter(
      name = "endpoint",
      in = ParameterIn.QUERY,
      required = true,
      description = "owner/alias; up to 50 times")
  @APIResponse(
      responseCode = "200",
      description = "Prices",
      content = @Content(schema = @Schema(implementation = PriceBatch.class)))
  @APIResponse(responseCode = "304", description = UNCHANGED)
  public Uni<Response> prices(@Context UriInfo uri, @Context HttpServerRequest request) {
    return door.answer(request, () -> desk.prices(new Query(uri.getQueryParameters())));
  }

  @GET
  @Path(MODEL)
  @Operation(summary = "One model")
  @APIResponse(
      responseCode = "200",
      description = "The model",
      content = @Content(schema = @Schema(implementation = ModelView.class)))
  @APIResponse(responseCode = "304", description = UNCHANGED)
  public Uni<Response> one(
      @PathParam("owner") String owner,
      @PathParam("alias") String alias,
      @Context HttpServerRequest request) {
    return door.answer(request, () -> desk.one(owner + "/" + alias));
  }

  @GET
  @Path(MODEL + "/openapi.json")
  @Operation(
      summary = "The queue's routes of one model, as an OpenAPI document",
      description = "Its schemas Input and Output are the model's own.")
  @APIResponse(
      responseCode = "200",
      description = "A document of OpenAPI 3.1",
      content = @Content(schema = @Schema(implementation = Object.class)))
  @APIResponse(responseCode = "304", description = UNCHANGED)
  public Uni<Response> document(
      @PathParam("owner") String owner,
      @PathParam("alias") String alias,
      @Context HttpServerRequest request) {
    return door.answer(
        request,
        () -> desk.document(owner + "/" + alias, PublicUrl.of(deployment.publicUrl(), request)));
  }
}

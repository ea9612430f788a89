package dev.millrace.api.configuration;

import dev.millrace.api.http.key.Authenticator;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The models that a caller can set up, as Runtype shows them. */
@Path("/v1/model-configs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Model configurations")
public class ModelOffersResource {
  private final Authenticator authenticator;
  private final OfferDesk desk;

  ModelOffersResource(Authenticator authenticator, OfferDesk desk) {
    this.authenticator = authenticator;
    this.desk = desk;
  }

  @GET
  @Path("/available")
  @Operation(summary = "The models that can be set up, each at each of its providers")
  public Uni<ConfigAnswers.Models> available(@Context HttpServerRequest request) {
    return authenticator.callerOf(request).chain(desk::available).map(ConfigAnswers.Models::new);
  }

  @GET
  @Path("/grouped")
  @Operation(
      summary = "The same, put together where several providers have one model",
      description = "lowestCost is the least costPer1kTokens of the group.")
  public Uni<ConfigAnswers.Groups> grouped(@Context HttpServerRequest request) {
    return authenticator.callerOf(request).chain(desk::grouped).map(ConfigAnswers.Groups::new);
  }

  @GET
  @Path("/search-models")
  @Operation(summary = "Those that search the web")
  public Uni<ConfigAnswers.Models> searching(@Context HttpServerRequest request) {
    return authenticator.callerOf(request).chain(desk::searching).map(ConfigAnswers.Models::new);
  }

  @GET
  @Path("/search-providers")
  @Operation(summary = "The providers by which the caller can call models that search the web")
  public Uni<ConfigAnswers.Providers> searchProviders(@Context HttpServerRequest request) {
    return authenticator
        .callerOf(request)
        .map(desk::searchProviders)
        .map(ConfigAnswers.Providers::new);
  }

  @GET
  @Path("/in-use")
  @Operation(summary = "The models that calls follow a configuration of, each once")
  public Uni<ConfigAnswers.Used> inUse(@Context HttpServerRequest request) {
    return authenticator.callerOf(request).chain(desk::inUse).map(ConfigAnswers.Used::new);
  }
}

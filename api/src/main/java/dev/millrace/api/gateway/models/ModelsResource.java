package dev.millrace.api.gateway.models;

import dev.millrace.api.http.DialectOfPath;
import dev.millrace.api.http.key.Authenticator;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * The models that can be called here, for whoever asks. A key is not needed; but one that comes is
 * looked at, since clients ask for the models to see whether their key is good.
 */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Gateway")
public class ModelsResource {
  private final Authenticator authenticator;
  private final ModelDesk desk;

  ModelsResource(Authenticator authenticator, ModelDesk desk) {
    this.authenticator = authenticator;
    this.desk = desk;
  }

  @GET
  @Path("/v1/models")
  @Operation(
      summary = "The models, in OpenAI's shape or Anthropic's",
      description = "In Anthropic's shape for whoever sends anthropic-version; then in pages.")
  public Uni<Object> models(@Context HttpServerRequest request) {
    return known(
        request,
        () -> isAnthropics(request) ? AnthropicPage.of(desk.anthropic(), request) : desk.openAi());
  }

  @GET
  @Path("/v1/models/{id:.+}")
  @Operation(summary = "One model, in OpenAI's shape or Anthropic's")
  public Uni<Object> model(@PathParam("id") String id, @Context HttpServerRequest request) {
    return known(request, () -> isAnthropics(request) ? desk.anthropic(id) : desk.openAi(id));
  }

  @GET
  @Path("/{owner}/{model:.+}/models")
  @Operation(summary = "A list of this one model, in OpenAI's shape")
  public Uni<Object> modelAlone(
      @PathParam("owner") String owner,
      @PathParam("model") String model,
      @Context HttpServerRequest request) {
    return authenticator.callerOf(request).map(caller -> desk.openAiAlone(owner + "/" + model));
  }

  @GET
  @Path("/v1beta/models")
  @Operation(summary = "The models, in Gemini's shape")
  public Uni<Object> geminiModels(@Context HttpServerRequest request) {
    return known(request, () -> GeminiPage.of(desk.gemini(), request));
  }

  @GET
  @Path("/v1beta/models/{id:.+}")
  @Operation(summary = "One model, in Gemini's shape")
  public Uni<Object> geminiModel(@PathParam("id") String id, @Context HttpServerRequest request) {
    return known(request, () -> desk.gemini(id));
  }

  private Uni<Object> known(HttpServerRequest request, Supplier<Object> answer) {
    return authenticator.callerIfAny(request).map(caller -> answer.get());
  }

  private static boolean isAnthropics(HttpServerRequest request) {
    return request.headers().contains(DialectOfPath.ANTHROPIC_VERSION);
  }
}

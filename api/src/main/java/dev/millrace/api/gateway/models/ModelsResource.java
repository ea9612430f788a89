package dev.millrace.api.gateway.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.api.http.ConditionalAnswer;
import dev.millrace.api.http.DialectOfPath;
import dev.millrace.api.http.key.Authenticator;
import dev.millrace.api.http.key.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * The models that can be called here, for whoever asks: those of the usual plan, and with a key
 * those that its plan, its own terms and its account's provider keys give it. Clients ask for the
 * models to see whether their key is good, so a bad one is refused.
 */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Gateway")
public class ModelsResource {
  private static final String UNCHANGED = "Nothing changed since the tag that came";

  private final Authenticator authenticator;
  private final ModelDesk desk;
  private final JsonText text;

  ModelsResource(Authenticator authenticator, ModelDesk desk, JsonText text) {
    this.authenticator = authenticator;
    this.desk = desk;
    this.text = text;
  }

  @GET
  @Path("/v1/models")
  @Operation(
      summary = "The models that the caller can call, in OpenAI's shape or Anthropic's",
      description = "In Anthropic's shape for whoever sends anthropic-version; then in pages.")
  @APIResponse(
      responseCode = "200",
      description = "What the caller's plan and key allow",
      content = @Content(schema = @Schema(implementation = ModelList.class)))
  @APIResponse(responseCode = "304", description = UNCHANGED)
  public Uni<Response> models(@Context HttpServerRequest request) {
    return answered(
        request,
        caller ->
            isAnthropics(request)
                ? written(AnthropicPage.of(desk.anthropic(caller), request))
                : desk.openAi(caller));
  }

  @GET
  @Path("/v1/models/{id:.+}")
  @Operation(
      summary = "One model, in OpenAI's shape or Anthropic's",
      description = "Any that there is; allowed says whether the caller can call it.")
  @APIResponse(
      responseCode = "200",
      description = "The model",
      content = @Content(schema = @Schema(implementation = OpenAiModel.class)))
  @APIResponse(responseCode = "304", description = UNCHANGED)
  public Uni<Response> model(@PathParam("id") String id, @Context HttpServerRequest request) {
    return answered(
        request,
        caller -> written(isAnthropics(request) ? desk.anthropic(id) : desk.openAi(caller, id)));
  }

  @GET
  @Path("/{owner}/{model:.+}/models")
  @Operation(summary = "A list of this one model, in OpenAI's shape")
  public Uni<ModelList> modelAlone(
      @PathParam("owner") String owner,
      @PathParam("model") String model,
      @Context HttpServerRequest request) {
    return authenticator.callerOf(request).map(caller -> desk.openAiAlone(owner + "/" + model));
  }

  @GET
  @Path("/v1beta/models")
  @Operation(summary = "The models that the caller can call, in Gemini's shape")
  @APIResponse(
      responseCode = "200",
      description = "A page of what the caller's plan and key allow",
      content = @Content(schema = @Schema(implementation = GeminiPage.class)))
  @APIResponse(responseCode = "304", description = UNCHANGED)
  public Uni<Response> geminiModels(@Context HttpServerRequest request) {
    return answered(request, caller -> written(GeminiPage.of(desk.gemini(caller), request)));
  }

  @GET
  @Path("/v1beta/models/{id:.+}")
  @Operation(summary = "One model, in Gemini's shape")
  @APIResponse(
      responseCode = "200",
      description = "The model",
      content = @Content(schema = @Schema(implementation = GeminiModel.class)))
  @APIResponse(responseCode = "304", description = UNCHANGED)
  public Uni<Response> geminiModel(@PathParam("id") String id, @Context HttpServerRequest request) {
    return answered(request, caller -> written(desk.gemini(id)));
  }

  private Uni<Response> answered(
      HttpServerRequest request, Function<Optional<Caller>, ConditionalAnswer> desk) {
    return authenticator
        .callerIfAny(request)
        .map(
            caller -> {
              var answer = desk.apply(caller);
              return caller.isPresent() ? answer.toOne(request) : answer.toAnybody(request);
            });
  }

  private ConditionalAnswer written(Object view) {
    return ConditionalAnswer.of(text.of(view).getBytes(UTF_8));
  }

  private static boolean isAnthropics(HttpServerRequest request) {
    return request.headers().contains(DialectOfPath.ANTHROPIC_VERSION);
  }
}

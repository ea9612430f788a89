package dev.millrace.api.catalog.runner;

import dev.millrace.api.http.Query;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Finds models by words. */
@Path("/search")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalogue")
public class SearchResource {
  private final OpenDoor door;
  private final RunnerDesk desk;

  SearchResource(OpenDoor door, RunnerDesk desk) {
    this.door = door;
    this.desk = desk;
  }

  @GET
  @Operation(
      summary = "Models found by words, the best first",
      description =
          "A word in a name says more than one in a tag, a category or a use case, and that more"
              + " than one in a description.")
  @Parameter(name = "q", in = ParameterIn.QUERY, required = true)
  @Parameter(name = "limit", in = ParameterIn.QUERY, description = "At most 100; usually 25")
  @APIResponse(
      responseCode = "200",
      description = "What was found",
      content = @Content(schema = @Schema(implementation = SearchReply.class)))
  @APIResponse(responseCode = "304", description = "Nothing changed since the tag that came")
  public Uni<Response> search(@Context UriInfo uri, @Context HttpServerRequest request) {
    return door.answer(request, () -> desk.search(new Query(uri.getQueryParameters())));
  }
}

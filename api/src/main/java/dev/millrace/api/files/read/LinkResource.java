package dev.millrace.api.files.read;

import dev.millrace.api.http.key.Authenticator;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Links that a page may show without a key. */
@Path("/files/{id}/link")
@Tag(name = "Files")
@Produces(MediaType.APPLICATION_JSON)
public class LinkResource {
  private final Authenticator authenticator;
  private final ReadDesk desk;
  private final Links links;

  LinkResource(Authenticator authenticator, ReadDesk desk, Links links) {
    this.authenticator = authenticator;
    this.desk = desk;
    this.links = links;
  }

  @GET
  @Operation(
      summary = "A signed URL of a file",
      description = "Whoever has it may read the file until it expires; nothing takes it back.")
  @Parameter(
      name = "expires_in",
      in = ParameterIn.QUERY,
      description = "Seconds for which it works, from 60 to 604800",
      schema = @Schema(type = SchemaType.INTEGER))
  @APIResponse(
      responseCode = "200",
      description = "The URL, and until when it works",
      content = @Content(schema = @Schema(implementation = LinkReply.class)))
  public Uni<Response> link(@PathParam("id") String id, @Context RoutingContext routing) {
    return authenticator
        .callerOf(routing)
        .chain(caller -> desk.file(Optional.of(caller.account()), id))
        .map(file -> links.sign(file, ReadQuery.of(routing.queryParams()).expiresIn()))
        .map(link -> Response.ok(link).header("Cache-Control", "private, no-store").build());
  }
}

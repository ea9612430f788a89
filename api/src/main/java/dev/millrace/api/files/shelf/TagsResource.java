package dev.millrace.api.files.shelf;

import dev.millrace.api.files.TagReply;
import dev.millrace.api.http.Bodies;
import dev.millrace.api.http.key.Authenticator;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** The words by which the caller sorts its files. */
@Path("/tags")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Files")
public class TagsResource {
  private static final int CREATED = 201;

  private final Authenticator authenticator;
  private final TagDesk desk;

  TagsResource(Authenticator authenticator, TagDesk desk) {
    this.authenticator = authenticator;
    this.desk = desk;
  }

  /** All of them. */
  @Schema(name = "FileTags")
  public record All(List<TagReply> items) {}

  @GET
  @Operation(summary = "The caller's tags, and how many files have each")
  public Uni<All> list(@Context RoutingContext context) {
    return authenticator
        .callerOf(context)
        .chain(caller -> desk.list(caller.account()))
        .map(All::new);
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @ResponseStatus(CREATED)
  @Operation(
      summary = "Make a tag",
      description = "One that there is by this name, whatever its capitals, is answered as it is.")
  @APIResponse(responseCode = "201", description = "The tag")
  public Uni<TagReply> make(TagBody body, @Context RoutingContext context) {
    return authenticator
        .callerOf(context)
        .chain(caller -> desk.make(caller.account(), Bodies.required(body)));
  }

  @DELETE
  @Path("/{id}")
  @Operation(
      summary = "Delete a tag",
      description = "It is taken off all files, which may expire then.")
  @APIResponse(responseCode = "204", description = "It is gone")
  public Uni<Void> delete(@PathParam("id") String id, @Context RoutingContext context) {
    return authenticator.callerOf(context).chain(caller -> desk.delete(caller.account(), id));
  }
}

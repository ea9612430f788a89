package dev.millrace.api.files.shelf;

import dev.millrace.api.files.FileReply;
import dev.millrace.api.files.TagReply;
import dev.millrace.api.http.Bodies;
import dev.millrace.api.http.PublicUrl;
import dev.millrace.api.http.fault.Refusal;
import dev.millrace.api.http.key.Authenticator;
import dev.millrace.api.http.key.Caller;
import dev.millrace.deployment.DeploymentConfig;
import dev.millrace.file.FileChange;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** The caller's files: found, shown, changed, tagged, deleted. */
@Path("/files")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Files")
public class FilesResource {
  private static final int CREATED = 201;

  private final Authenticator authenticator;
  private final FileDesk files;
  private final TagDesk tags;
  private final DeploymentConfig deployment;

  FilesResource(
      Authenticator authenticator, FileDesk files, TagDesk tags, DeploymentConfig deployment) {
    this.authenticator = authenticator;
    this.files = files;
    this.tags = tags;
    this.deployment = deployment;
  }

  @GET
  @Operation(
      summary = "The caller's files, newest first",
      description =
          "Filters: sources (repeatable: upload, output, input, external), tagIds (repeatable) with"
              + " tagRule any or all, favoritesOnly, q (part of the name), mimeTypePrefix,"
              + " requestId and role (input, output). order newest or oldest. Parts: limit (at most"
              + " 100) with page or cursor.")
  public Uni<ShelfReply> list(@Context UriInfo uri, @Context RoutingContext context) {
    return as(
        context,
        caller ->
            files.list(
                caller.account(),
                FileSearchReader.read(uri.getQueryParameters()),
                publicUrl(context)));
  }

  @GET
  @Path("/facets")
  @Operation(
      summary = "How many files there are of each sort",
      description = "Filters: tagIds with tagRule, q, mimeTypePrefix.")
  public Uni<FacetsReply> facets(@Context UriInfo uri, @Context RoutingContext context) {
    return as(
        context,
        caller ->
            files.facets(caller.account(), FileSearchReader.facets(uri.getQueryParameters())));
  }

  @GET
  @Path("/by-url")
  @Operation(summary = "The file that a URL of ours names, with the requests that used it")
  public Uni<FileWithRequestsReply> byUrl(
      @QueryParam("url") String url, @Context RoutingContext context) {
    return as(context, caller -> files.byUrl(caller.account(), required(url), publicUrl(context)));
  }

  private static String required(String url) {
    if (url == null || url.isEmpty()) {
      throw Refusal.ofParameter("url", "is required");
    }
    return url;
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "A file with the requests that made or took it")
  @APIResponse(responseCode = "410", description = "It has expired")
  public Uni<FileWithRequestsReply> item(
      @PathParam("id") String id, @Context RoutingContext context) {
    return as(context, caller -> files.item(caller.account(), id, publicUrl(context)));
  }

  @PATCH
  @Path("/{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Make a file public or private, or call it otherwise",
      description = "Its URL goes on working under any name.")
  public Uni<FileReply> change(
      @PathParam("id") String id, FileChangeBody body, @Context RoutingContext context) {
    return as(
        context,
        caller ->
            files.change(
                caller.account(), id, Bodies.required(body).checked(), publicUrl(context)));
  }

  @DELETE
  @Path("/{id}")
  @Operation(
      summary = "Delete a file",
      description =
          "Its URL is 404 from now on, and its bytes are deleted within seconds. The output of a"
              + " request that made it goes on naming the URL.")
  @APIResponse(responseCode = "204", description = "It is gone")
  public Uni<Void> delete(@PathParam("id") String id, @Context RoutingContext context) {
    return as(context, caller -> files.delete(caller.account(), id));
  }

  @POST
  @Path("/{id}/favorite")
  @Operation(
      summary = "Mark a file as a favourite",
      description = "As often as one likes. It does not expire while it is one.")
  @APIResponse(responseCode = "204", description = "It is one")
  public Uni<Void> favour(@PathParam("id") String id, @Context RoutingContext context) {
    return as(context, caller -> files.apply(caller.account(), id, FileChange.favourite(true)));
  }

  @DELETE
  @Path("/{id}/favorite")
  @Operation(summary = "Take a favourite's mark away", description = "As often as one likes.")
  @APIResponse(responseCode = "204", description = "It is none")
  public Uni<Void> disfavour(@PathParam("id") String id, @Context RoutingContext context) {
    return as(context, caller -> files.apply(caller.account(), id, FileChange.favourite(false)));
  }

  @POST
  @Path("/{id}/tags")
  @Consumes(MediaType.APPLICATION_JSON)
  @ResponseStatus(CREATED)
  @Operation(
      summary = "Put a tag on a file",
      description =
          "By its id, or by its name: then it is made if there is none. A file with a tag does not"
              + " expire.")
  @APIResponse(responseCode = "201", description = "The tag")
  public Uni<TagReply> tag(
      @PathParam("id") String id, FileTagBody body, @Context RoutingContext context) {
    return as(context, caller -> tags.put(caller.account(), id, Bodies.required(body)));
  }

  @DELETE
  @Path("/{id}/tags/{tag}")
  @Operation(summary = "Take a tag off a file", description = "As often as one likes.")
  @APIResponse(responseCode = "204", description = "The file has not got it")
  public Uni<Void> untag(
      @PathParam("id") String id, @PathParam("tag") String tag, @Context RoutingContext context) {
    return as(context, caller -> tags.take(caller.account(), id, tag));
  }

  private <T> Uni<T> as(RoutingContext context, Function<Caller, Uni<T>> use) {
    return authenticator.callerOf(context).chain(use::apply);
  }

  private PublicUrl publicUrl(RoutingContext context) {
    return PublicUrl.of(deployment.publicUrl(), context.request());
  }
}

package dev.millrace.api.live;

import dev.millrace.api.http.key.Authenticator;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The caller's streamed answers that are under way, on whichever process they run. */
@Path("/v1/user/streams")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Streams")
public class StreamsResource {
  private static final int ONE = 1;

  private final Authenticator authenticator;
  private final StreamDesk desk;

  StreamsResource(Authenticator authenticator, StreamDesk desk) {
    this.authenticator = authenticator;
    this.desk = desk;
  }

  @GET
  @Operation(
      summary = "The account's streamed answers that are under way, oldest first",
      description =
          "At most " + StreamDesk.MOST + ". One that has just begun elsewhere may be missing.")
  public Uni<StreamView.Page> list(@Context HttpServerRequest request) {
    return authenticator
        .callerOf(request)
        .chain(caller -> desk.list(caller.account()))
        .map(StreamView.Page::of);
  }

  @POST
  @Path("/kill")
  @Operation(
      summary = "Stops all of the account's streamed answers",
      description =
          "Each ends as its protocol has it; what was given until then is charged. The answer"
              + " counts those that were told to stop.")
  @APIResponse(responseCode = "200", description = "They were told")
  @APIResponse(
      responseCode = "503",
      description = "Those of one process were stopped; others could not be told, repeat the call")
  public Uni<StreamView.Killed> killAll(@Context HttpServerRequest request) {
    return authenticator
        .callerOf(request)
        .chain(caller -> desk.stopAll(caller.account()))
        .map(StreamView.Killed::new);
  }

  @DELETE
  @Path("/{id}")
  @Operation(summary = "Stops one streamed answer")
  @APIResponse(responseCode = "200", description = "It was told to stop")
  @APIResponse(responseCode = "404", description = "None of this id is under way for this account")
  public Uni<StreamView.Killed> kill(
      @PathParam("id") String id, @Context HttpServerRequest request) {
    return authenticator
        .callerOf(request)
        .chain(caller -> desk.stop(caller.account(), id))
        .map(stopped -> new StreamView.Killed(ONE));
  }

  @POST
  @Path("/{id}/kill")
  @Operation(summary = "Stops one streamed answer, for clients that only post")
  @APIResponse(responseCode = "200", description = "It was told to stop")
  @APIResponse(responseCode = "404", description = "None of this id is under way for this account")
  public Uni<StreamView.Killed> killByPost(
      @PathParam("id") String id, @Context HttpServerRequest request) {
    return kill(id, request);
  }
}

package dev.millrace.api.relay;

import dev.millrace.api.files.CompleteBody;
import dev.millrace.api.files.CompleteReply;
import dev.millrace.api.files.FileReply;
import dev.millrace.api.files.UploadDesk;
import dev.millrace.api.files.UploadTokens.Use;
import dev.millrace.api.http.Bodies;
import dev.millrace.api.http.PublicUrl;
import dev.millrace.deployment.DeploymentConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The end of an upload whose parts came through us, for whoever has its token. */
@Path("/storage/upload")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Files")
public class PartsResource {
  private final TokenHolders holders;
  private final UploadDesk desk;
  private final Optional<String> publicUrl;

  PartsResource(TokenHolders holders, UploadDesk desk, DeploymentConfig deployment) {
    this.holders = holders;
    this.desk = desk;
    this.publicUrl = deployment.publicUrl();
  }

  @POST
  @Path("/parts/{id}/complete")
  @Operation(
      summary = "Make a file of parts that were PUT to upload_url",
      description = "As POST /storage/upload/complete, with upload_token in place of a key.")
  public Uni<CompleteReply> complete(
      @PathParam("id") String id, CompleteBody body, @Context RoutingContext context) {
    var request = context.request();
    return holders
        .grant(request, Use.PARTS)
        .invoke(grant -> PartDesk.checkNames(grant, id))
        .chain(
            grant ->
                desk.complete(
                    grant.account(),
                    grant.upload(),
                    Bodies.required(body).named(),
                    request.headers()))
        .map(
            file -> {
              var url = FileReply.urlOf(file, PublicUrl.of(publicUrl, request));
              return new CompleteReply(url, url, file.id().toString());
            });
  }
}

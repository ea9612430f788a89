package dev.millrace.api.files;

import dev.millrace.api.http.Bodies;
import dev.millrace.api.http.PublicUrl;
import dev.millrace.api.http.key.Authenticator;
import dev.millrace.blob.FileUrl;
import dev.millrace.deployment.DeploymentConfig;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.file.StoredFile;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Goes on with uploads that have begun, and ends them. */
@Path("/storage/upload")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Files")
public class UnfinishedResource {
  private final Authenticator authenticator;
  private final UploadDesk desk;
  private final PartUrls partUrls;
  private final DeploymentConfig deployment;

  UnfinishedResource(
      Authenticator authenticator,
      UploadDesk desk,
      PartUrls partUrls,
      DeploymentConfig deployment) {
    this.authenticator = authenticator;
    this.desk = desk;
    this.partUrls = partUrls;
    this.deployment = deployment;
  }

  @GET
  @Path("/multipart-url")
  @Operation(
      summary = "Where to PUT one part",
      description = "Parts count from 1; each but the last has 5 MiB at least. Keep its ETag.")
  public Uni<PartUrlReply> partUrl(
      @QueryParam("uploadId") String uploadId,
      @QueryParam("uploadKey") String uploadKey,
      @QueryParam("partNumber") String partNumber,
      @Context RoutingContext context) {
    return authenticator
        .callerOf(context)
        .chain(
            caller -> desk.open(caller.account(), UploadHandle.of(uploadId, uploadKey, null).id()))
        .map(upload -> partUrls.of(upload, number(partNumber)));
  }

  @GET
  @Path("/parts")
  @Operation(summary = "The parts of an upload that are there")
  public Uni<PartsReply> parts(
      @QueryParam("uploadId") String uploadId,
      @QueryParam("uploadKey") String uploadKey,
      @Context RoutingContext context) {
    return authenticator
        .callerOf(context)
        .chain(
            caller -> desk.open(caller.account(), UploadHandle.of(uploadId, uploadKey, null).id()))
        .chain(partUrls::there);
  }

  @POST
  @Path("/complete")
  @Operation(
      summary = "Make a file of an upload",
      description =
          "Name an upload in parts with its parts, or one by a PUT with its fileUrl. Doing it again"
              + " answers the same file.")
  @Parameter(name = "X-Modelrunner-Object-Lifecycle-Preference", in = ParameterIn.HEADER)
  @APIResponse(responseCode = "409", description = "the bytes are not there yet")
  @APIResponse(responseCode = "422", description = "the bytes are not what was declared")
  public Uni<CompleteReply> complete(CompleteBody body, @Context RoutingContext context) {
    return authenticator
        .callerOf(context)
        .chain(
            caller -> {
              var named = Bodies.required(body);
              return desk.complete(
                  caller.account(),
                  named.handle().id(),
                  named.named(),
                  context.request().headers());
            })
        .map(file -> completed(file, PublicUrl.of(deployment.publicUrl(), context.request())));
  }

  @POST
  @Path("/abort")
  @Operation(summary = "Give an upload up", description = "Its bytes are deleted.")
  @APIResponse(responseCode = "204", description = "it is given up")
  public Uni<Void> abort(CompleteBody body, @Context RoutingContext context) {
    return authenticator
        .callerOf(context)
        .chain(caller -> desk.abort(caller.account(), Bodies.required(body).handle().id()));
  }

  @DELETE
  @Path("/{uploadId}")
  @Operation(summary = "Give an upload up", description = "As POST /storage/upload/abort does.")
  @APIResponse(responseCode = "204", description = "it is given up")
  public Uni<Void> delete(@PathParam("uploadId") String uploadId, @Context RoutingContext context) {
    return authenticator
        .callerOf(context)
        .chain(caller -> desk.abort(caller.account(), UploadHandle.of(uploadId, null, null).id()));
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text == null ? "" : text);
    } catch (NumberFormatException e) {
      throw new FaultException(
          FaultCode.UPLOAD_INVALID, "partNumber must be a whole number from 1 to 10000");
    }
  }

  private static CompleteReply completed(StoredFile file, PublicUrl base) {
    var url = FileUrl.publish(FileUrl.stored(file.id(), file.name()), base.value());
    return new CompleteReply(url, url, file.id().toString());
  }
}

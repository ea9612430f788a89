package dev.millrace.api.files;

import dev.millrace.api.http.Bodies;
import dev.millrace.api.http.PublicUrl;
import dev.millrace.api.http.Visit;
import dev.millrace.api.http.key.Authenticator;
import dev.millrace.deployment.DeploymentConfig;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Begins uploads whose bytes go to the store without passing through us. */
@Path("/storage/upload")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Files")
public class UploadsResource {
  private final Authenticator authenticator;
  private final UploadStarts starts;
  private final DeploymentConfig deployment;

  UploadsResource(Authenticator authenticator, UploadStarts starts, DeploymentConfig deployment) {
    this.authenticator = authenticator;
    this.starts = starts;
    this.deployment = deployment;
  }

  @POST
  @Path("/initiate")
  @Operation(
      summary = "Begin an upload by one PUT",
      description =
          "PUT the bytes to upload_url with upload_headers, then use file_url. The bytes are"
              + " checked when the file is first used, or when the upload is completed.")
  @Parameter(name = "X-Modelrunner-Object-Lifecycle-Preference", in = ParameterIn.HEADER)
  @APIResponse(responseCode = "403", description = "the account has as much as its plan allows")
  @APIResponse(responseCode = "413", description = "the file is larger than its plan allows")
  public Uni<InitiateReply> initiate(InitiateBody body, @Context RoutingContext context) {
    return authenticator
        .callerOf(context)
        .chain(
            caller ->
                starts.put(
                    caller, fit(body, context), context.request().headers(), publicUrl(context)));
  }

  @POST
  @Path("/initiate-multipart")
  @Operation(
      summary = "Begin an upload in parts",
      description =
          "For each part ask for a URL and PUT it there; or PUT it to upload_url. Then complete the"
              + " upload.")
  @Parameter(name = "X-Modelrunner-Object-Lifecycle-Preference", in = ParameterIn.HEADER)
  @APIResponse(responseCode = "403", description = "the account has as much as its plan allows")
  @APIResponse(responseCode = "413", description = "the file is larger than its plan allows")
  public Uni<MultipartReply> initiateMultipart(InitiateBody body, @Context RoutingContext context) {
    return authenticator
        .callerOf(context)
        .chain(
            caller ->
                starts.inParts(
                    caller, fit(body, context), context.request().headers(), publicUrl(context)));
  }

  /** What strangers upload through the browser proxy is not for everybody's eyes. */
  private static InitiateBody fit(InitiateBody body, RoutingContext context) {
    var given = Bodies.required(body);
    if (Visit.isOne(context) && Boolean.TRUE.equals(given.isPublic())) {
      throw new FaultException(
          FaultCode.FORBIDDEN,
          "pages may not upload public files: what anyone may read is for the operator to say;"
              + " leave public out");
    }
    return given;
  }

  private PublicUrl publicUrl(RoutingContext context) {
    return PublicUrl.of(deployment.publicUrl(), context.request());
  }
}

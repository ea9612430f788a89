package dev.millrace.api.files;

import dev.millrace.account.AccountId;
import dev.millrace.api.http.key.Authenticator;
import dev.millrace.blob.BlobStore;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.file.Files;
import dev.millrace.file.StoredFile;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The stable URLs of files: each reading checks the owner and redirects to a fresh signed URL. */
@Path("/media")
@Tag(name = "Files")
public class MediaResource {
  private final Authenticator authenticator;
  private final Files files;
  private final BlobStore blobs;
  private final FilesConfig config;

  MediaResource(Authenticator authenticator, Files files, BlobStore blobs, FilesConfig config) {
    this.authenticator = authenticator;
    this.files = files;
    this.blobs = blobs;
    this.config = config;
  }

  @GET
  @Path("/{id}/{name}")
  @Operation(
      summary = "Read a file",
      description = "Redirects to a signed URL that works for a few minutes.")
  @APIResponse(responseCode = "307", description = "Location holds the signed URL")
  public Uni<Response> read(@PathParam("id") String id, @Context RoutingContext context) {
    return authenticator
        .callerOf(context)
        .chain(caller -> find(caller.account(), id))
        .map(this::redirect);
  }

  private Uni<StoredFile> find(AccountId account, String id) {
    return idOf(id)
        .map(file -> files.find(account, file))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
        .map(found -> found.orElseThrow(MediaResource::notFound));
  }

  private Response redirect(StoredFile file) {
    return Response.temporaryRedirect(
            blobs.signedGet(
                file.key(),
                new BlobStore.Shown(file.name(), file.contentType(), true),
                config.signedFor()))
        .header("Cache-Control", "private, no-store")
        .build();
  }

  private static Optional<UUID> idOf(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static FaultException notFound() {
    return new FaultException(FaultCode.NOT_FOUND, "there is no such file for this key");
  }
}

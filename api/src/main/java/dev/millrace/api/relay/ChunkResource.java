package dev.millrace.api.relay;

import dev.millrace.api.files.FileReply;
import dev.millrace.api.http.Bodies;
import dev.millrace.api.http.PublicUrl;
import dev.millrace.api.http.key.Authenticator;
import dev.millrace.deployment.DeploymentConfig;
import dev.millrace.file.ChunkBoard;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Files that come in JSON, for callers who can send nothing else. */
@Path("/storage/upload/chunk")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Files")
public class ChunkResource {
  private final Authenticator authenticator;
  private final ChunkDesk desk;
  private final ChunkReader reader;
  private final Optional<String> publicUrl;

  ChunkResource(
      Authenticator authenticator,
      ChunkDesk desk,
      IncomingConfig config,
      DeploymentConfig deployment) {
    this.authenticator = authenticator;
    this.desk = desk;
    this.reader = new ChunkReader(config.maxChunk().asLongValue());
    this.publicUrl = deployment.publicUrl();
  }

  @POST
  @Operation(
      summary = "Send a chunk of a file",
      description =
          "In any order, and again when an answer was lost. The chunk that makes the file whole is"
              + " answered with file_url. An upload that is not whole after an hour is given up.")
  public Uni<ChunkReply> take(ChunkBody body, @Context RoutingContext context) {
    var base = PublicUrl.of(publicUrl, context.request());
    return authenticator
        .callerOf(context)
        .chain(
            caller ->
                Uni.createFrom()
                    .item(() -> reader.read(Bodies.required(body)))
                    // A megabyte of base64 and its checksum hold an event loop up.
                    .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                    .chain(chunk -> desk.take(caller, body, chunk, context.request().headers())))
        .map(taken -> reply(taken, base));
  }

  private static ChunkReply reply(ChunkDesk.Taken taken, PublicUrl base) {
    return new ChunkReply(
        taken.upload(),
        taken.board().map(ChunkBoard::received).orElse(List.of()),
        taken.board().map(ChunkBoard::missing).filter(missing -> !missing.isEmpty()).orElse(null),
        taken.file().map(file -> FileReply.urlOf(file, base)).orElse(null));
  }
}

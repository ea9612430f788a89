package dev.millrace.api.relay;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.api.files.FileReply;
import dev.millrace.api.files.UploadTokens.Grant;
import dev.millrace.api.files.UploadTokens.Use;
import dev.millrace.api.http.PublicUrl;
import dev.millrace.api.relay.Reception.Call;
import dev.millrace.api.relay.Reception.Reply;
import dev.millrace.deployment.DeploymentConfig;
import dev.millrace.file.Files;
import dev.millrace.file.StoredFile;
import dev.millrace.file.Upload;
import dev.millrace.file.Uploads;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Takes the whole of an upload in one PUT, from whoever has its token. */
@ApplicationScoped
public class RelayDesk {
  private final TokenHolders holders;
  private final Uploads uploads;
  private final Files files;
  private final Places places;
  private final Landing landing;
  private final Optional<String> publicUrl;

  RelayDesk(
      TokenHolders holders,
      Uploads uploads,
      Files files,
      Places places,
      Landing landing,
      DeploymentConfig deployment) {
    this.holders = holders;
    this.uploads = uploads;
    this.files = files;
    this.places = places;
    this.landing = landing;
    this.publicUrl = deployment.publicUrl();
  }

  /** What is answered when the bytes are there. */
  record FileUrlReply(@JsonProperty("file_url") String fileUrl) {}

  /** An upload that is a file already is left as it is, and its bytes are not read. */
  Uni<Reply> take(Call call) {
    return holders
        .grant(call.request(), Use.RELAY)
        .chain(grant -> file(call, grant))
        .map(file -> reply(call, file));
  }

  private Uni<StoredFile> file(Call call, Grant grant) {
    return uploads
        .find(grant.account(), grant.upload())
        .chain(upload -> upload.isPresent() ? land(call, upload.get()) : found(grant));
  }

  private Uni<StoredFile> found(Grant grant) {
    return files.find(grant.account(), grant.upload()).map(file -> file.orElseThrow(Landing::gone));
  }

  private Uni<StoredFile> land(Call call, Upload upload) {
    var expected = Expected.of(upload.declared());
    var body = call.body();
    body.checkNotEncoded();
    body.checkType(upload.declared().contentType());
    body.length().ifPresent(expected::checkAnnounced);
    var cargo = new Cargo(expected, body.length(), call.bytes());
    return places.in(upload.account(), () -> landing.take(upload, cargo));
  }

  private Reply reply(Call call, StoredFile file) {
    var base = PublicUrl.of(publicUrl, call.request());
    return new Reply(200, new FileUrlReply(FileReply.urlOf(file, base)));
  }
}

package dev.millrace.api.files;

import dev.millrace.account.Plan;
import dev.millrace.account.Plans;
import dev.millrace.api.http.PublicUrl;
import dev.millrace.api.http.key.Caller;
import dev.millrace.blob.BlobUploads;
import dev.millrace.blob.BlobUploads.Wanted;
import dev.millrace.blob.FileUrl;
import dev.millrace.file.Intake;
import dev.millrace.file.Multiparts;
import dev.millrace.file.Upload;
import dev.millrace.file.Upload.Way;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Begins uploads within the caller's plan, and says where their bytes go. */
@ApplicationScoped
public class UploadStarts {
  private final Plans plans;
  private final Intake intake;
  private final Multiparts multiparts;
  private final BlobUploads store;
  private final LifecycleHeader lifecycle;
  private final UploadLinks links;
  private final FilesConfig config;

  UploadStarts(
      Plans plans,
      Intake intake,
      Multiparts multiparts,
      BlobUploads store,
      LifecycleHeader lifecycle,
      UploadLinks links,
      FilesConfig config) {
    this.plans = plans;
    this.intake = intake;
    this.multiparts = multiparts;
    this.store = store;
    this.lifecycle = lifecycle;
    this.links = links;
    this.config = config;
  }

  /** One that comes by one PUT. Fails as the intake does. */
  Uni<InitiateReply> put(Caller caller, InitiateBody body, MultiMap headers, PublicUrl base) {
    var plan = plans.named(caller.plan());
    return intake
        .keep(checked(caller, plan, Way.PUT, body, headers), plan)
        .chain(upload -> reply(upload, body, base));
  }

  /** One that comes in parts. Fails as the intake does. */
  Uni<MultipartReply> inParts(Caller caller, InitiateBody body, MultiMap headers, PublicUrl base) {
    var plan = plans.named(caller.plan());
    return multiparts
        .begin(checked(caller, plan, Way.MULTIPART, body, headers), plan)
        .chain(upload -> inParts(upload, base));
  }

  private Upload checked(Caller caller, Plan plan, Way way, InitiateBody body, MultiMap headers) {
    var asked = body.asked(lifecycle.life(headers, plan.fileLife()));
    return intake.checked(caller.account(), plan, way, asked);
  }

  private Uni<InitiateReply> reply(Upload upload, InitiateBody body, PublicUrl base) {
    var said = upload.declared();
    var put =
        store.signedPut(
            upload.key(),
            new Wanted(said.contentType(), said.size(), said.sha256()),
            config.uploadSignedFor());
    return relay(upload, body, base)
        .map(
            relay ->
                new InitiateReply(
                    put.url().toString(),
                    fileUrl(upload, base),
                    relay.orElse(null),
                    put.headers()));
  }

  private Uni<Optional<String>> relay(Upload upload, InitiateBody body, PublicUrl base) {
    return body.wantsRelay()
        ? links.relay(upload, base).map(Optional::of)
        : Uni.createFrom().item(Optional.empty());
  }

  private Uni<MultipartReply> inParts(Upload upload, PublicUrl base) {
    var handle = new UploadHandle(upload.id());
    var url = fileUrl(upload, base);
    return links
        .parts(upload, base)
        .map(parts -> new MultipartReply(url, handle.uploadId(), handle.uploadKey(), url, parts));
  }

  private static String fileUrl(Upload upload, PublicUrl base) {
    return FileUrl.publish(FileUrl.stored(upload.id(), upload.declared().name()), base.value());
  }
}

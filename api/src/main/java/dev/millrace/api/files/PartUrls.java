package dev.millrace.api.files;

import dev.millrace.file.Multiparts;
import dev.millrace.file.Upload;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Says where parts go, and which are there. */
@ApplicationScoped
public class PartUrls {
  private final Multiparts multiparts;
  private final FilesConfig config;

  PartUrls(Multiparts multiparts, FilesConfig config) {
    this.multiparts = multiparts;
    this.config = config;
  }

  PartUrlReply of(Upload upload, int number) {
    return new PartUrlReply(
        multiparts.partUrl(upload, number, config.uploadSignedFor()).toString());
  }

  Uni<PartsReply> there(Upload upload) {
    return multiparts.parts(upload).map(parts -> PartsReply.of(upload.id(), parts));
  }
}

package dev.millrace.api.files.read;

import dev.millrace.blob.BlobStore;
import dev.millrace.file.StoredFile;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** URLs of files for callers whose programs fetch them without a key. */
@ApplicationScoped
public class OpenLinks {
  private final BlobStore blobs;

  OpenLinks(BlobStore blobs) {
    this.blobs = blobs;
  }

  /** A URL that anybody may read the file by for so long; nothing takes it back. */
  public String of(StoredFile file, Duration lasts) {
    return blobs
        .signedGet(file.key(), Presentation.of(file.name(), file.contentType()), lasts)
        .toString();
  }
}

package dev.millrace.api.files;

import dev.millrace.api.http.PublicUrl;
import dev.millrace.file.Upload;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** The URLs of ours to which the bytes of an upload may be sent by whoever has them. */
@ApplicationScoped
public class UploadLinks {
  /** Where the whole of an upload is PUT. */
  public static final String RELAY = "/storage/upload/relay";

  /** Under which the parts of an upload are PUT, by its id and their number. */
  public static final String PARTS = "/storage/upload/parts";

  /** The parameter of the query that holds the token. */
  public static final String TOKEN = "upload_token";

  private final UploadTokenDesk desk;

  UploadLinks(UploadTokenDesk desk) {
    this.desk = desk;
  }

  /** Takes the bytes in one PUT until the upload expires. */
  public Uni<String> relay(Upload upload, PublicUrl base) {
    return token(upload, UploadTokens.Use.RELAY)
        .map(token -> "%s%s?%s=%s".formatted(base.value(), RELAY, TOKEN, token));
  }

  /**
   * The base of a multipart upload: a part is PUT to it with {@code /<number>} behind its path, and
   * {@code POST …/complete} makes a file of the parts.
   */
  public Uni<String> parts(Upload upload, PublicUrl base) {
    return token(upload, UploadTokens.Use.PARTS)
        .map(token -> "%s%s/%s?%s=%s".formatted(base.value(), PARTS, upload.id(), TOKEN, token));
  }

  private Uni<String> token(Upload upload, UploadTokens.Use use) {
    var grant = new UploadTokens.Grant(upload.id(), upload.account(), use);
    return desk.tokens().map(tokens -> tokens.issue(grant, upload.expiresAt()));
  }
}

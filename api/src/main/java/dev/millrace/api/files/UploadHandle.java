package dev.millrace.api.files;

import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * How a caller names an upload. The key that ModelRunner's protocol asks for is a name of ours, not
 * the one that the object has in the store.
 */
public record UploadHandle(UUID id) {
  private static final String KEY = "uploads/";
  private static final String UUID_TEXT = "(\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12})";
  private static final Pattern ID = Pattern.compile(UUID_TEXT);
  private static final Pattern UPLOAD_KEY = Pattern.compile(KEY + UUID_TEXT);
  private static final Pattern FILE_URL =
      Pattern.compile("[^?#]{0,300}/media/" + UUID_TEXT + "(?:/[^?#]{0,1000})?(?:[?#].*)?");

  /**
   * Reads what names an upload. Fails with MALFORMED when nothing does, with UPLOAD_INVALID when
   * two things name two, with NOT_FOUND when it is a name that no upload has.
   *
   * @param uploadId may be null, as the others
   */
  static UploadHandle of(String uploadId, String uploadKey, String fileUrl) {
    if (uploadId == null && uploadKey == null && fileUrl == null) {
      throw new FaultException(
          FaultCode.MALFORMED, "name the upload: by uploadId and uploadKey, or by fileUrl");
    }
    UUID id = null;
    id = same(id, uploadId, ID, "uploadId");
    id = same(id, uploadKey, UPLOAD_KEY, "uploadKey");
    id = same(id, fileUrl, FILE_URL, "fileUrl");
    return new UploadHandle(id);
  }

  private static UUID same(UUID before, String given, Pattern form, String name) {
    if (given == null) {
      return before;
    }
    var found = form.matcher(given);
    if (!found.matches()) {
      throw notFound();
    }
    var id = UUID.fromString(found.group(1));
    return Optional.ofNullable(before)
        .map(
            first -> {
              if (!first.equals(id)) {
                throw new FaultException(
                    FaultCode.UPLOAD_INVALID,
                    name + " names another upload than the rest; send what one answer gave you");
              }
              return id;
            })
        .orElse(id);
  }

  static FaultException notFound() {
    return new FaultException(
        FaultCode.NOT_FOUND,
        "there is no such upload for this key; it may have been given up, then begin a new one");
  }

  /** The id that is answered. */
  String uploadId() {
    return id.toString();
  }

  /** The key that is answered. */
  String uploadKey() {
    return KEY + id;
  }
}

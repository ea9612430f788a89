package dev.millrace.blob;

import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How callers bring bytes to the store without passing through us. */
public interface BlobUploads {
  /** A URL to which the bytes may be PUT once signed so. */
  SignedPut signedPut(String key, Wanted wanted, Duration validFor);

  /** Begins a multipart upload; the store's own id of it. */
  Uni<String> begin(String key, String contentType);

  /** A URL to which one part may be PUT. Parts count from 1. */
  URI signedPart(String key, String multipartId, int number, Duration validFor);

  /** Its parts so far, in order; empty when there is no such multipart upload. */
  Uni<Optional<List<Part>>> parts(String key, String multipartId);

  /**
   * Makes an object of the parts. Fails with a FaultException of UPLOAD_INVALID when a part is
   * missing, has another ETag, or is too small, or when there is no such multipart upload any more.
   */
  Uni<Void> complete(String key, String multipartId, List<Part> parts);

  /** Gives it up; one that is not there is as good as given up. */
  Uni<Void> abort(String key, String multipartId);

  /** Multipart uploads that began before then and are still open; a page of them. */
  Uni<List<Unfinished>> unfinished(Instant before);

  /** What a signed PUT has to carry; what is empty is not signed. */
  record Wanted(String contentType, Optional<Long> size, Optional<String> sha256) {}

  /**
   * Where to PUT, and with which headers.
   *
   * @param headers as they were signed; without Host
   */
  record SignedPut(URI url, Map<String, String> headers) {}

  /**
   * A part of a multipart upload.
   *
   * @param etag without quotes
   * @param size in bytes; 0 where it is not known
   */
  record Part(int number, String etag, long size) {}

  /** A multipart upload that nobody completed. */
  record Unfinished(String key, String multipartId, Instant begunAt) {}
}

package dev.millrace.api.proxy;

import io.vertx.core.http.HttpMethod;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Everything that a visitor may do, and nothing else: the allow-list. A path that fits none of
 * these does not exist for the proxy.
 */
enum Errand {
  UPLOAD(HttpMethod.POST, "/storage/upload/initiate", Weight.BEGINS, "storage_type"),
  UPLOAD_IN_PARTS(
      HttpMethod.POST, "/storage/upload/initiate-multipart", Weight.BEGINS, "storage_type"),
  UPLOAD_PART(
      HttpMethod.GET,
      "/storage/upload/multipart-url",
      Weight.ASKS,
      "uploadKey",
      "uploadId",
      "partNumber"),
  UPLOAD_COMPLETE(HttpMethod.POST, "/storage/upload/complete", Weight.ASKS),
  UPLOAD_ABORT(HttpMethod.POST, "/storage/upload/abort", Weight.ASKS),
  /**
   * A link to a file's bytes, as JSON: a page cannot follow a redirect with a header of its own.
   */
  FILE_LINK(HttpMethod.GET, "/media/(?:public/)?[0-9A-Fa-f-]{36}(?:/[^/]+)?", Weight.ASKS),
  STATUS_STREAM(
      HttpMethod.GET,
      Errand.MODEL + "/requests/[A-Za-z0-9_-]{1,64}/status/stream",
      Weight.STREAMS,
      "logs"),
  STATUS(
      HttpMethod.GET,
      Errand.MODEL + "/requests/[A-Za-z0-9_-]{1,64}/status",
      Weight.ASKS,
      "logs",
      "wait"),
  CANCEL(HttpMethod.PUT, Errand.MODEL + "/requests/[A-Za-z0-9_-]{1,64}/cancel", Weight.ASKS),
  RESULT(HttpMethod.GET, Errand.MODEL + "/requests/[A-Za-z0-9_-]{1,64}", Weight.ASKS),
  /** Answered at once; as a stream, if the caller accepts one. */
  RUN(HttpMethod.POST, "/run" + Errand.MODEL, Weight.BEGINS),
  SUBMIT(HttpMethod.POST, Errand.MODEL, Weight.BEGINS);

  /** A model's name as a path. It holds no percent sign, so nothing in it is in disguise. */
  private static final String MODEL =
      "/(?<model>[a-z0-9][a-z0-9._-]*(?:/[A-Za-z0-9][A-Za-z0-9._:-]*)+)";

  /** What an errand costs us. */
  enum Weight {
    /** Something that is looked up. */
    ASKS,
    /** Something that takes work, money or storage. */
    BEGINS,
    /** A connection that stays. */
    STREAMS
  }

  private final HttpMethod method;
  private final Pattern path;
  private final Weight weight;
  private final Set<String> parameters;

  Errand(HttpMethod method, String path, Weight weight, String... parameters) {
    this.method = method;
    this.path = Pattern.compile(path);
    this.weight = weight;
    this.parameters = Set.of(parameters);
  }

  HttpMethod method() {
    return method;
  }

  Pattern path() {
    return path;
  }

  Weight weight() {
    return weight;
  }

  /** The query parameters that go along; all others stay behind. */
  Set<String> parameters() {
    return parameters;
  }

  /** Whether its path names a model. */
  boolean isAboutModel() {
    return path.pattern().contains("?<model>");
  }

  /** Whether its path names a request, whose model some clients cut short. */
  boolean isAboutRequest() {
    return path.pattern().contains("/requests/");
  }
}

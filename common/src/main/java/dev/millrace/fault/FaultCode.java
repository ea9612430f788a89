package dev.millrace.fault;

import static dev.millrace.fault.FaultOrigin.CALLER;
import static dev.millrace.fault.FaultOrigin.CAPACITY;
import static dev.millrace.fault.FaultOrigin.PLATFORM;
import static dev.millrace.fault.FaultOrigin.PROVIDER;

/**
 * Why something failed, in words that we show, store and count, and never rename.
 *
 * <p>{@link #isRetryable()} speaks of attempts at running a request: whether another try may end
 * differently with nothing changed.
 */
public enum FaultCode {
  /** The body is no JSON, or a parameter has the wrong type. */
  MALFORMED(CALLER, false),
  /** A field asks for something that the model's provider cannot be asked for. */
  FIELD_UNSUPPORTED(CALLER, false),
  /** The model is not served at this path, but at another one. */
  FACE_UNSUPPORTED(CALLER, false),
  /** The path holds what no path of ours has: dot segments, encoded slashes, control characters. */
  PATH_INVALID(CALLER, false),
  /** The path with its query is longer than we read. */
  URI_TOO_LONG(CALLER, false),
  /** The headers together are larger than we read. */
  HEADERS_TOO_LARGE(CALLER, false),
  /** The body is larger than we read. */
  BODY_TOO_LARGE(CALLER, false),
  /** The media type is not one that this path takes. */
  MEDIA_TYPE_UNSUPPORTED(CALLER, false),
  /** This path has no answer in a media type that the caller accepts. */
  NOT_ACCEPTABLE(CALLER, false),
  /** This path does not answer to this method. */
  METHOD_NOT_ALLOWED(CALLER, false),
  /** No key came with the call. */
  KEY_MISSING(CALLER, false),
  /** The key has a typing mistake, is unknown, revoked or expired. */
  KEY_INVALID(CALLER, false),
  /** Two different keys came with one call. */
  KEY_AMBIGUOUS(CALLER, false),
  /** The key may not do this. */
  FORBIDDEN(CALLER, false),
  /** No such thing, or not the caller's: both look alike. */
  NOT_FOUND(CALLER, false),
  /** No such model in the catalogue. */
  MODEL_UNKNOWN(CALLER, false),
  /** There is such a model, but not for this plan or this key. */
  MODEL_FORBIDDEN(CALLER, false),
  /**
   * The caller's own provider key, which was to be used, is not there, inactive, or no way leads.
   */
  OWN_KEY_UNUSABLE(CALLER, false),
  /** The provider refuses the caller's own key, or the account behind it. */
  OWN_KEY_REFUSED(CALLER, false),
  /** The input does not fit the model's input schema. */
  INVALID_INPUT(CALLER, false),
  /** The available credit does not cover the quote. */
  INSUFFICIENT_BALANCE(CALLER, false),
  /** A spend cap of the key or the account does not cover the quote. */
  SPEND_CAP_REACHED(CALLER, false),
  /** The model has no price, so credit cannot pay for it. */
  MODEL_UNPRICED(CALLER, false),
  /** What is asked for, or what was used, would cost more than an amount of money can be. */
  PRICE_OVERFLOW(CALLER, false),
  /** The result was asked for before the request was terminal. */
  NOT_FINISHED(CALLER, false),
  /** The payload is past its retention. */
  GONE(CALLER, false),
  /** The file has no bytes in the range that is asked for. */
  RANGE_UNSATISFIABLE(CALLER, false),
  /** A file is larger than it may be here. */
  FILE_TOO_LARGE(CALLER, false),
  /** What arrived is not what was declared: another size, type or checksum. */
  FILE_MISMATCH(CALLER, false),
  /** An upload cannot go on: parts are missing or wrong, or it was completed or given up before. */
  UPLOAD_INVALID(CALLER, false),
  /** The file of this URL was announced, and its bytes have not come yet. */
  UPLOAD_INCOMPLETE(CALLER, false),
  /** The account has as many unfinished uploads, or as many stored bytes, as it may. */
  STORAGE_LIMIT_REACHED(CALLER, false),
  /** A URL that we will not call: it is not on the public internet, or not usable as it is. */
  URL_FORBIDDEN(CALLER, false),
  /** A URL that was to be read did not answer, or not with a success. */
  URL_UNREACHABLE(CALLER, false),
  /** The browser's page comes from an origin that is not allowed here. */
  ORIGIN_FORBIDDEN(CALLER, false),
  /** The browser proxy was given a target that is none of the services it stands for. */
  TARGET_FORBIDDEN(CALLER, false),
  /** What was searched for was not found in the time that a search may take. */
  SEARCH_TOO_WIDE(CALLER, false),
  /** Somebody else changed or made the same thing. */
  CONFLICT(CALLER, false),
  /** An idempotency key came a second time, with another body. */
  IDEMPOTENCY_KEY_REUSED(CALLER, false),
  /** The request was cancelled. */
  CANCELLED(CALLER, false),
  /** The caller sends more than its limit allows. */
  RATE_LIMITED(CAPACITY, true),
  /** The provider refuses the input, with its own message. */
  PROVIDER_REJECTED(CALLER, false),
  /** The provider answered 5xx, or something that it never should. */
  PROVIDER_BROKEN(PROVIDER, true),
  /** The provider did not answer in time. */
  PROVIDER_TIMED_OUT(PROVIDER, true),
  /** The connection to the provider could not be made, or broke. */
  PROVIDER_UNREACHABLE(PROVIDER, true),
  /** The provider says that it has no room now. */
  PROVIDER_BUSY(CAPACITY, true),
  /** The provider refuses our key or our account. */
  PROVIDER_REFUSED_US(PROVIDER, false),
  /** The provider's output does not fit the model's output schema. */
  INVALID_OUTPUT(PROVIDER, false),
  /** The request did not end within its deadline. */
  DEADLINE_EXCEEDED(CAPACITY, false),
  /** The worker that ran it stopped living, on the last attempt. */
  WORKER_LOST(PLATFORM, true),
  /** An engine of ours (PostgreSQL, Kafka, S3) does not answer; nothing was accepted. */
  ENGINE_UNAVAILABLE(PLATFORM, true),
  /** We are shutting down, or have more work than we take. */
  OVERLOADED(CAPACITY, true),
  /** Not recognised. Not retried: a loop of unknown failures helps nobody. */
  UNKNOWN(PLATFORM, false);

  private final FaultOrigin origin;
  private final boolean retryable;

  FaultCode(FaultOrigin origin, boolean retryable) {
    this.origin = origin;
    this.retryable = retryable;
  }

  public FaultOrigin origin() {
    return origin;
  }

  /** Whether another attempt at the same request may end differently. */
  public boolean isRetryable() {
    return retryable;
  }
}

package dev.millrace.api.http.fault;

import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultOrigin;

/** The one place where faults meet HTTP. A new code does not compile until it has a status. */
public final class FaultStatus {
  private FaultStatus() {}

  public static int of(FaultCode code) {
    return switch (code) {
      case MALFORMED,
          FIELD_UNSUPPORTED,
          FACE_UNSUPPORTED,
          PATH_INVALID,
          KEY_AMBIGUOUS,
          OWN_KEY_UNUSABLE,
          SEARCH_TOO_WIDE,
          UPLOAD_INVALID,
          URL_FORBIDDEN ->
          400;
      case KEY_MISSING, KEY_INVALID -> 401;
      case INSUFFICIENT_BALANCE, SPEND_CAP_REACHED -> 402;
      case FORBIDDEN, MODEL_FORBIDDEN, MODEL_UNPRICED, ORIGIN_FORBIDDEN, STORAGE_LIMIT_REACHED ->
          403;
      case NOT_FOUND, MODEL_UNKNOWN -> 404;
      case METHOD_NOT_ALLOWED -> 405;
      case NOT_ACCEPTABLE -> 406;
      case NOT_FINISHED, CONFLICT, UPLOAD_INCOMPLETE -> 409;
      case GONE -> 410;
      case TARGET_FORBIDDEN -> 412;
      case BODY_TOO_LARGE, FILE_TOO_LARGE -> 413;
      case URI_TOO_LONG -> 414;
      case MEDIA_TYPE_UNSUPPORTED -> 415;
      case RANGE_UNSATISFIABLE -> 416;
      case INVALID_INPUT,
          INVALID_OUTPUT,
          IDEMPOTENCY_KEY_REUSED,
          PROVIDER_REJECTED,
          OWN_KEY_REFUSED,
          CANCELLED,
          PRICE_OVERFLOW,
          FILE_MISMATCH,
          URL_UNREACHABLE ->
          422;
      case RATE_LIMITED, PROVIDER_BUSY -> 429;
      case HEADERS_TOO_LARGE -> 431;
      case WORKER_LOST, UNKNOWN -> 500;
      case PROVIDER_BROKEN, PROVIDER_UNREACHABLE, PROVIDER_REFUSED_US -> 502;
      case ENGINE_UNAVAILABLE, OVERLOADED -> 503;
      case PROVIDER_TIMED_OUT, DEADLINE_EXCEEDED -> 504;
    };
  }

  /**
   * On the faces of other protocols, whose clients know 400 alone for whatever is wrong with what
   * they ask.
   */
  static int inOtherProtocols(FaultCode code) {
    int own = of(code);
    return own == 422 && code.origin() == FaultOrigin.CALLER ? 400 : own;
  }

  /** The other way, for what libraries answer by themselves. */
  static FaultCode codeOf(int status) {
    return switch (status) {
      case 401 -> FaultCode.KEY_INVALID;
      case 402 -> FaultCode.INSUFFICIENT_BALANCE;
      case 403 -> FaultCode.FORBIDDEN;
      case 404 -> FaultCode.NOT_FOUND;
      case 405 -> FaultCode.METHOD_NOT_ALLOWED;
      case 406 -> FaultCode.NOT_ACCEPTABLE;
      case 409 -> FaultCode.CONFLICT;
      case 410 -> FaultCode.GONE;
      case 413 -> FaultCode.BODY_TOO_LARGE;
      case 414 -> FaultCode.URI_TOO_LONG;
      case 415 -> FaultCode.MEDIA_TYPE_UNSUPPORTED;
      case 422 -> FaultCode.INVALID_INPUT;
      case 429 -> FaultCode.RATE_LIMITED;
      case 431 -> FaultCode.HEADERS_TOO_LARGE;
      case 503 -> FaultCode.OVERLOADED;
      default -> status >= 400 && status < 500 ? FaultCode.MALFORMED : FaultCode.UNKNOWN;
    };
  }
}

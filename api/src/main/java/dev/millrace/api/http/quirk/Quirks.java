package dev.millrace.api.http.quirk;

import dev.millrace.api.http.fault.Envelope;
import dev.millrace.fault.FaultCode;
import dev.millrace.request.RequestStatus;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The table of what known clients get instead of our own answers. Each quirk looks at an answer and
 * changes it, or leaves it as it is. Pure.
 */
public final class Quirks {
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int CONFLICT = 409;
  private static final int UNPROCESSABLE = 422;
  private static final int CLIENT_CANCELLED = 499;
  private static final int TIMED_OUT = 504;
  private static final Set<RequestStatus> UNSUCCESSFUL =
      EnumSet.of(RequestStatus.FAILED, RequestStatus.CANCELLED);

  /**
   * An answer on its way out.
   *
   * @param isSubmit whether it answers a submit, whose status clients do not look at
   * @param headers those to be set beside what stands there
   */
  public record Answer(int status, Object body, boolean isSubmit, Map<String, String> headers) {
    public static Answer of(int status, Object body, boolean isSubmit) {
      return new Answer(status, body, isSubmit, Map.of());
    }

    Answer withStatus(int other) {
      return new Answer(other, saying(other), isSubmit, headers);
    }

    private Object saying(int other) {
      return body instanceof Envelope e
          ? new Envelope(e.error(), e.message(), other, e.requestId(), e.details())
          : body;
    }

    Answer withBody(Object other) {
      return new Answer(status, other, isSubmit, headers);
    }

    Answer withHeader(String name, String value) {
      var more = new HashMap<>(headers);
      more.put(name, value);
      return new Answer(status, body, isSubmit, more);
    }
  }

  private interface Quirk {
    Answer change(Answer answer);
  }

  private static final List<Quirk> OF_MODELRUNNER = List.of(Quirks::anEndWithoutOutputIs400);
  private static final List<Quirk> OF_FAL =
      List.of(
          Quirks::everyEndIsCompleted,
          Quirks::tooSoonIsNo409,
          Quirks::aCancelledResultIs499,
          Quirks::anExpiredResultIs504AndFinal,
          Quirks::errorsHaveADetail);

  private Quirks() {}

  /** What the client gets for an answer of ours. */
  public static Answer apply(KnownClient client, Answer answer) {
    var changed = answer;
    for (var quirk : quirksOf(client)) {
      changed = quirk.change(changed);
    }
    return changed;
  }

  private static List<Quirk> quirksOf(KnownClient client) {
    return switch (client) {
      case MODELRUNNER -> OF_MODELRUNNER;
      case FAL -> OF_FAL;
      case ANY -> List.of();
    };
  }

  /** It reads FAILED from an error only, and would poll a CANCELLED request for ever. */
  private static Answer anEndWithoutOutputIs400(Answer answer) {
    return answer.status() == OK
            && !answer.isSubmit()
            && answer.body() instanceof RequestAnswer request
            && UNSUCCESSFUL.contains(request.status())
        ? answer.withStatus(BAD_REQUEST)
        : answer;
  }

  private static Answer everyEndIsCompleted(Answer answer) {
    return answer.body() instanceof RequestAnswer request
        ? answer.withBody(
            request.in(FalWords.status(request.status()), FalWords.errorType(request.errorType())))
        : answer;
  }

  /** The Python client repeats a 409 ten times. */
  private static Answer tooSoonIsNo409(Answer answer) {
    return answer.status() == CONFLICT
        ? answer.withStatus(BAD_REQUEST).withHeader("x-should-retry", "false")
        : answer;
  }

  private static Answer aCancelledResultIs499(Answer answer) {
    return isResultOf(answer, FaultCode.CANCELLED) ? answer.withStatus(CLIENT_CANCELLED) : answer;
  }

  /** Without the header the client would repeat a 504. */
  private static Answer anExpiredResultIs504AndFinal(Answer answer) {
    return isResultOf(answer, FaultCode.DEADLINE_EXCEEDED)
        ? answer.withStatus(TIMED_OUT).withHeader("x-fal-request-timeout-type", "user")
        : answer;
  }

  private static boolean isResultOf(Answer answer, FaultCode code) {
    return answer.status() == UNPROCESSABLE
        && answer.body() instanceof FailedAnswer result
        && result.failure() != null
        && code.name().equals(FalError.code(result.failure()));
  }

  private static Answer errorsHaveADetail(Answer answer) {
    var envelope =
        switch (answer.body()) {
          case Envelope alone -> alone;
          case FailedAnswer result -> result.failure();
          case null, default -> null;
        };
    if (envelope == null) {
      return answer;
    }
    var error = FalError.of(answer.body(), envelope);
    return answer.withBody(error).withHeader("x-fal-error-type", error.errorType());
  }
}

package dev.millrace.api.call;

import dev.millrace.fault.Fault;
import dev.millrace.request.RequestId;
import java.util.Optional;

/** What became of a call that was begun; it stands in the history so. */
public sealed interface Answered {
  RequestId request();

  record Completed(Answer answer) implements Answered {
    @Override
    public RequestId request() {
      return answer.request();
    }
  }

  /**
   * It broke off.
   *
   * @param partial what is charged all the same, because it was handed out before
   */
  record Failed(RequestId request, Fault fault, Optional<Answer> partial) implements Answered {
    static Failed free(RequestId request, Fault fault) {
      return new Failed(request, fault, Optional.empty());
    }
  }
}

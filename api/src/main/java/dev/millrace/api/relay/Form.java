package dev.millrace.api.relay;

import dev.millrace.api.relay.Reception.Call;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerFileUpload;
import java.time.Duration;

/**
 * A form that is being read, with one file in its field {@code file}. It stands still from the
 * file's first byte until somebody reads the file.
 */
final class Form {
  private static final String FIELD = "file";

  private final Call call;
  private final Promise<HttpServerFileUpload> file = Promise.promise();
  private final Promise<Void> end = Promise.promise();

  private Form(Call call) {
    this.call = call;
  }

  /** Begins to read; on the call's own context. */
  static Form of(Call call) {
    var form = new Form(call);
    form.begin();
    return form;
  }

  /** The file, whose bytes wait. Fails with MALFORMED when there is none. */
  Uni<HttpServerFileUpload> file() {
    return uni(file.future());
  }

  /** The same, when it has come. */
  HttpServerFileUpload found() {
    return file.future().result();
  }

  /** When all fields are there. Fails with MALFORMED when there is a second file. */
  Uni<Void> end() {
    return uni(end.future());
  }

  /** Nobody reads the file any more; what is still to come of it must not stop the form. */
  void letGo() {
    if (file.future().succeeded()) {
      call.context().runOnContext(turn -> drop(found()));
    }
  }

  private void begin() {
    var request = call.request();
    call.invite();
    try {
      request.setExpectMultipart(true);
    } catch (RuntimeException noForm) {
      throw malformed("the form has no boundary that could be read");
    }
    request.uploadHandler(this::found);
    request.exceptionHandler(this::fail);
    request.endHandler(ended -> ended());
    request.resume();
  }

  private void found(HttpServerFileUpload part) {
    if (part.name().equals(FIELD) && !file.future().isComplete()) {
      part.pause();
      file.complete(part);
      return;
    }
    drop(part);
    var surplus = malformed("the form has more files than one in its field file");
    file.tryFail(surplus);
    end.tryFail(surplus);
  }

  private static void drop(HttpServerFileUpload part) {
    part.handler(bytes -> {});
    part.resume();
  }

  private void ended() {
    file.tryFail(malformed("the form has no file in its field file"));
    end.tryComplete();
  }

  private void fail(Throwable failure) {
    var said = failure instanceof IllegalStateException ? malformed("the form is broken") : failure;
    file.tryFail(said);
    end.tryFail(said);
  }

  private <T> Uni<T> uni(Future<T> future) {
    Duration idle = call.patience().idle();
    return Uni.createFrom()
        .<T>emitter(emitter -> future.onComplete(emitter::complete, emitter::fail))
        .ifNoItem()
        .after(idle)
        .failWith(() -> malformed("nothing of the form came for " + idle));
  }

  private static FaultException malformed(String what) {
    return new FaultException(FaultCode.MALFORMED, what + "; nothing was kept");
  }
}

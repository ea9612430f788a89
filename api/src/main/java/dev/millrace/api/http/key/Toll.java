package dev.millrace.api.http.key;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;

/** What stands behind the door: whether a caller who may call may call now. */
public interface Toll {
  /** Nobody asks for anything. */
  Toll NONE = (caller, request, runsModel) -> Uni.createFrom().item(caller);

  /**
   * The same caller, or a failure with the {@link dev.millrace.fault.FaultException} of a refusal.
   * On any thread. It may set headers of the response.
   *
   * @param runsModel whether the call is one of a model
   */
  Uni<Caller> pay(Caller caller, HttpServerRequest request, boolean runsModel);
}

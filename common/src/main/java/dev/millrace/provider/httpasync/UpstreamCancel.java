package dev.millrace.provider.httpasync;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.provider.Call;
import dev.millrace.provider.http.UpstreamClient;
import dev.millrace.provider.http.UpstreamReply;
import dev.millrace.provider.http.UpstreamRequest;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import org.jboss.logging.Logger;

/** Tells an upstream that a run is no longer wanted. */
final class UpstreamCancel {
  private static final Logger LOG = Logger.getLogger(UpstreamCancel.class);

  private final UpstreamClient client;
  private final Optional<HttpAsyncSettings.Cancel> settings;
  private final Call call;
  private final BiFunction<HttpAsyncSettings.Cancel, JsonNode, UpstreamRequest> request;
  private final AtomicBoolean unheard = new AtomicBoolean();
  private volatile boolean heard;

  UpstreamCancel(
      UpstreamClient client,
      Optional<HttpAsyncSettings.Cancel> settings,
      Call call,
      BiFunction<HttpAsyncSettings.Cancel, JsonNode, UpstreamRequest> request) {
    this.client = client;
    this.settings = settings;
    this.call = call;
    this.request = request;
  }

  /** Whether this upstream can be told at all. */
  boolean isKnown() {
    return settings.isPresent();
  }

  /** Whether the upstream has taken the cancel; never fails. */
  Uni<Boolean> tell(JsonNode submitted) {
    return Uni.createFrom()
        .deferred(() -> client.send(request.apply(settings.orElseThrow(), submitted)))
        .map(this::answered)
        .onFailure()
        .recoverWithItem(this::failed);
  }

  /** Tells it once, with nobody waiting for the answer; not when it has heard it already. */
  void tellUnheard(JsonNode submitted) {
    if (isKnown() && !heard && unheard.compareAndSet(false, true)) {
      tell(submitted).subscribe().with(ignored -> {});
    }
  }

  private boolean answered(UpstreamReply reply) {
    if (!reply.isSuccess()) {
      LOG.infof(
          "upstream did not cancel; it has ended, or runs on: request=%s model=%s attempt=%d"
              + " status=%d",
          call.request(), call.model(), call.attempt().number(), reply.status());
    }
    heard |= reply.isSuccess();
    return reply.isSuccess();
  }

  private boolean failed(Throwable failure) {
    LOG.warnf(
        "upstream was not told to cancel; it may run on: request=%s model=%s attempt=%d fault=%s",
        call.request(), call.model(), call.attempt().number(), failure.getMessage());
    return false;
  }
}

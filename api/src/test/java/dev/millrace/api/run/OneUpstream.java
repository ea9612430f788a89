package dev.millrace.api.run;

import static org.awaitility.Awaitility.await;

import dev.millrace.provider.FakeUpstream;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;

/**
 * The upstream of all tests of {@link UpstreamProfile}, open until the end. One that closed with
 * each test would leave dead connections behind in the api's pool, for the next test to fall over.
 */
public final class OneUpstream {
  public static final Vertx VERTX = Vertx.vertx();
  private static FakeUpstream upstream;

  private OneUpstream() {}

  /** As if nobody had ever called it. */
  public static synchronized FakeUpstream afresh() throws IOException {
    if (upstream == null) {
      upstream = new FakeUpstream(VERTX, UpstreamProfile.port());
    }
    // Called before nearly every call of a test, and hardly ever has to wait.
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> upstream.open() == 0);
    upstream.forget();
    return upstream;
  }
}

package dev.millrace.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.millrace.api.testing.Callers;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/**
 * Guards the hot paths: what the whole process allocates for one call, in bytes. Unlike a time it
 * is nearly the same on every machine and in every run, and it grows with whatever is done more
 * than once. Bounds are some half more than what was measured; when one is broken by something that
 * is worth it, raise it, and say why in the commit.
 */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class AllocationIT {
  private static final int WARM_UP = 300;
  private static final int CALLS = 300;
  private static final int ROUNDS = 3;

  @ConfigProperty(name = "quarkus.http.test-port")
  int port;

  @Test
  void aSubmit() throws IOException {
    var key = Callers.with("100").key();
    var call =
        ThriftyClient.post("/local/echo", key, "{\"text\": \"%s\"}".formatted("x".repeat(200)));

    assertThat(bytesOf(call)).as("bytes that a submit allocates").isBetween(1_000L, 155_000L);
  }

  @Test
  void aStatusCall() throws IOException {
    var caller = Callers.with("100");
    var id =
        caller.call().body("{}").post("/local/echo").then().extract().<String>path("request_id");
    var call = ThriftyClient.get("/local/echo/requests/" + id + "/status", caller.key());

    assertThat(bytesOf(call)).as("bytes that a status call allocates").isBetween(1_000L, 33_000L);
  }

  @Test
  void aChat() throws IOException {
    var key = Callers.with("100").key();
    var call =
        ThriftyClient.post(
            "/v1/chat/completions",
            key,
            "{\"model\": \"local/chat\", \"messages\": [{\"role\": \"user\", \"content\": \"Why?\"}]}");

    assertThat(bytesOf(call)).as("bytes that a chat allocates").isBetween(1_000L, 125_000L);
  }

  /** Of one call: the least of some rounds, because others work in the background now and then. */
  private long bytesOf(String call) throws IOException {
    try (var client = new ThriftyClient(port, call)) {
      client.call(WARM_UP);
      long least = Long.MAX_VALUE;
      for (int i = 0; i < ROUNDS; i++) {
        long before = allocated();
        client.call(CALLS);
        least = Math.min(least, (allocated() - before) / CALLS);
      }
      return least;
    }
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getTotalThreadAllocatedBytes();
  }
}

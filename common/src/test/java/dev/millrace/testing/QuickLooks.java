package dev.millrace.testing;

import io.quarkus.test.junit.callback.QuarkusTestBeforeClassCallback;
import java.time.Duration;
import org.awaitility.Awaitility;

/**
 * Tests of applications look at once whether what they wait for is there, and often. As it comes,
 * Awaitility looks for the first time after 100 ms, and every 100 ms from then on; a thousand tests
 * wait for that.
 */
public class QuickLooks implements QuarkusTestBeforeClassCallback {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  @Override
  public void beforeClass(Class<?> test) {
    Awaitility.setDefaultPollDelay(Duration.ZERO);
    Awaitility.setDefaultPollInterval(BETWEEN_LOOKS);
  }
}

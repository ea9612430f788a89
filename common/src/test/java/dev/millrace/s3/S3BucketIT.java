package dev.millrace.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testing.Settings;
import io.quarkus.runtime.StartupEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.CORSRule;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What is done with the bucket at start. */
class S3BucketIT {
  private static final List<String> ORIGINS =
      List.of("https://app.example.com", "https://other.example.com");

  @Test
  void aBucketThatIsThereIsLeftAsItIs() {
    S3ForTests.access();

    new S3Bucket(S3ForTests.config(), S3ForTests.access()).onStart(new StartupEvent());

    S3ForTests.store().reach().await().atMost(Duration.ofSeconds(20));
  }

  /** A store that knows no CORS rules does not stop the start. */
  @Test
  void pagesOfTheOriginsMayPutAndGet() {
    var settings = new HashMap<>(S3ForTests.settings());
    settings.put("millrace.s3.browser-origins", String.join(",", ORIGINS));
    var access = S3ForTests.access();

    new S3Bucket(Settings.of(S3Config.class, settings), access).onStart(new StartupEvent());

    try {
      var rules =
          access.calls().getBucketCors(get -> get.bucket(access.bucket())).join().corsRules();
      assertThat(rules).singleElement().satisfies(S3BucketIT::isOurs);
    } catch (CompletionException e) {
      assertThat(e.getCause())
          .isInstanceOfSatisfying(
              S3Exception.class, refused -> assertThat(refused.statusCode()).isEqualTo(501));
    }
  }

  private static void isOurs(CORSRule rule) {
    assertThat(rule.allowedOrigins()).isEqualTo(ORIGINS);
    assertThat(rule.allowedMethods()).containsExactlyInAnyOrder("GET", "HEAD", "PUT");
    assertThat(rule.exposeHeaders()).contains("ETag");
  }
}

package dev.millrace.s3;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.CORSConfiguration;
import software.amazon.awssdk.services.s3.model.CORSRule;

/** Makes the bucket ready at start, as far as the settings want it. */
@ApplicationScoped
public class S3Bucket {
  private static final Logger LOG = Logger.getLogger(S3Bucket.class);
  private static final int PREFLIGHT_KNOWN_SECONDS = 3600;

  private final S3Config config;
  private final S3Access s3;

  S3Bucket(S3Config config, S3Access s3) {
    this.config = config;
    this.s3 = s3;
  }

  void onStart(@Observes StartupEvent start) {
    if (config.makeBucket()) {
      makeBucket();
    }
    config.browserOrigins().filter(origins -> !origins.isEmpty()).ifPresent(this::allow);
  }

  private void makeBucket() {
    try {
      s3.calls().createBucket(create -> create.bucket(s3.bucket())).join();
      LOG.infof("made bucket %s", s3.bucket());
    } catch (CompletionException e) {
      if (!isThere(e.getCause())) {
        throw new IllegalStateException(
            "cannot make or reach bucket %s; check millrace.s3.endpoint and the access key, or make the bucket and set millrace.s3.make-bucket=false"
                .formatted(s3.bucket()),
            e.getCause());
      }
    }
  }

  private static boolean isThere(Throwable cause) {
    return cause instanceof BucketAlreadyOwnedByYouException
        || cause instanceof BucketAlreadyExistsException;
  }

  /** A store that cannot be told still serves everybody but browsers, so the start goes on. */
  private void allow(List<String> origins) {
    try {
      s3.calls()
          .putBucketCors(put -> put.bucket(s3.bucket()).corsConfiguration(rules(origins)))
          .join();
      LOG.infof("the bucket %s answers pages of %s", s3.bucket(), origins);
    } catch (CompletionException e) {
      LOG.warnf(
          "the store did not take the CORS rules of millrace.s3.browser-origins (%s); set them on"
              + " the bucket %s by the store's own means, or browsers cannot upload to signed URLs",
          e.getCause().getMessage(), s3.bucket());
    }
  }

  /** Which headers a signed PUT carries is fixed by its signature, so any may be asked for. */
  static CORSConfiguration rules(List<String> origins) {
    return CORSConfiguration.builder()
        .corsRules(
            CORSRule.builder()
                .allowedOrigins(origins)
                .allowedMethods("GET", "HEAD", "PUT")
                .allowedHeaders("*")
                .exposeHeaders("ETag", "Content-Range", "Accept-Ranges")
                .maxAgeSeconds(PREFLIGHT_KNOWN_SECONDS)
                .build())
        .build();
  }
}

package dev.millrace.s3;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The way to the bucket, shared by all who go it: one pool of connections, one signer. */
@ApplicationScoped
public class S3Access {
  private static final Duration LONGEST_END = Duration.ofSeconds(2);

  private final String bucket;
  private final SdkEventLoopGroup loops;
  private final SdkAsyncHttpClient http;
  private final S3AsyncClient calls;
  private final S3AsyncClient streams;
  private final S3Presigner presigner;

  S3Access(S3Config config) {
    this.bucket = config.bucket();
    this.loops = SdkEventLoopGroup.builder().build();
    this.http = S3Clients.http(config, loops);
    this.calls = S3Clients.calls(config, http);
    this.streams = S3Clients.streams(config, http);
    this.presigner = S3Clients.presigner(config);
  }

  String bucket() {
    return bucket;
  }

  /** For calls that may be repeated and end within the call timeout. */
  S3AsyncClient calls() {
    return calls;
  }

  /**
   * For bytes that come once and take as long as they take: nothing is repeated, and only a
   * connection on which nothing moves is given up.
   */
  S3AsyncClient streams() {
    return streams;
  }

  S3Presigner presigner() {
    return presigner;
  }

  /**
   * The loops are ours to end, because the client would have each of them stay quiet for two
   * seconds first, and nobody is left to use them.
   */
  @PreDestroy
  void close() {
    presigner.close();
    streams.close();
    calls.close();
    http.close();
    loops
        .eventLoopGroup()
        .shutdownGracefully(0, LONGEST_END.toMillis(), TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(LONGEST_END.toMillis());
  }
}

package dev.millrace.s3;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Builds the SDK's clients from our settings. */
final class S3Clients {
  private S3Clients() {}

  static SdkAsyncHttpClient http(S3Config config, SdkEventLoopGroup loops) {
    return NettyNioAsyncHttpClient.builder()
        .eventLoopGroup(loops)
        .maxConcurrency(config.connections())
        .connectionAcquisitionTimeout(config.callTimeout())
        .readTimeout(config.callTimeout())
        .writeTimeout(config.callTimeout())
        .build();
  }

  static S3AsyncClient calls(S3Config config, SdkAsyncHttpClient http) {
    return client(config, http)
        .overrideConfiguration(override -> override.apiCallTimeout(config.callTimeout()))
        .build();
  }

  static S3AsyncClient streams(S3Config config, SdkAsyncHttpClient http) {
    return client(config, http)
        .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  private static S3AsyncClientBuilder client(S3Config config, SdkAsyncHttpClient http) {
    var builder =
        S3AsyncClient.builder()
            .region(Region.of(config.region()))
            .credentialsProvider(credentials(config))
            .forcePathStyle(config.pathStyle())
            // Not every S3-compatible server knows the SDK's newer default checksums.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .httpClient(http);
    config.endpoint().ifPresent(builder::endpointOverride);
    return builder;
  }

  static S3Presigner presigner(S3Config config) {
    var builder =
        S3Presigner.builder()
            .region(Region.of(config.region()))
            .credentialsProvider(credentials(config))
            .serviceConfiguration(
                S3Configuration.builder().pathStyleAccessEnabled(config.pathStyle()).build());
    config.publicEndpoint().or(config::endpoint).ifPresent(builder::endpointOverride);
    return builder.build();
  }

  private static AwsCredentialsProvider credentials(S3Config config) {
    if (config.accessKey().isEmpty()) {
      return DefaultCredentialsProvider.builder().build();
    }
    var secret =
        config
            .secretKey()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "millrace.s3.access-key is set and millrace.s3.secret-key is not"));
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(config.accessKey().get(), secret));
  }
}

package dev.millrace.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.blob.BlobsInMemory;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.queue.Payloads;
import dev.millrace.request.RequestId;
import dev.millrace.testing.Settings;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayloadStoreTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final RequestId request = RequestId.next(Instant.EPOCH, new Random(1));
  private final BlobsInMemory blobs = new BlobsInMemory();
  private final PayloadStore payloads = PayloadStore.over(blobs, 12, SOON);

  /** Counted in bytes of UTF-8, as a row would hold it. */
  @ParameterizedTest
  @CsvSource({
    "0123456789ab, false",
    "0123456789abc, true",
    "ääääää, false",
    "äääääää, true",
    "€€€€, false",
    "€€€€1, true",
    "😀😀😀, false",
    "😀😀😀1, true"
  })
  void whatIsLargeIsCountedInBytes(String payload, boolean isLarge) {
    assertThat(payloads.isLarge(payload)).isEqualTo(isLarge);
  }

  @Test
  void aSmallPayloadStaysWhereItIs() {
    assertThat(await(payloads.keepInput(request, "{\"a\":1}"))).isEqualTo("{\"a\":1}");
    assertThat(blobs.keys()).isEmpty();
  }

  @Test
  void aLargePayloadIsReadAsItWas() {
    var payload = "{\"a\":\"ä€😀 \\u0000\"}";

    var kept = await(payloads.keepInput(request, payload));

    assertThat(blobs.keys()).containsExactly("payloads/" + request.value() + "/input");
    assertThat(kept).isEqualTo("@payloads/" + request.value() + "/input");
    assertThat(await(payloads.read(kept))).contains(payload);
    assertThat(await(payloads.read(new Payloads(Optional.of(kept), Optional.empty()))))
        .isEqualTo(new Payloads(Optional.of(payload), Optional.empty()));
  }

  @Test
  void attemptsDoNotOverwriteEachOthersOutput() {
    var first = await(payloads.keepOutput(request, 1, "\"the first output\""));
    var second = await(payloads.keepOutput(request, 2, "\"the second output\""));

    assertThat(await(payloads.read(first))).contains("\"the first output\"");
    assertThat(await(payloads.read(second))).contains("\"the second output\"");
  }

  @Test
  void whatTheStoreDoesNotTakeStaysWhereItIs() {
    blobs.away(true);

    assertThat(await(payloads.keepInput(request, "{\"a\":\"large\"}")))
        .isEqualTo("{\"a\":\"large\"}");
  }

  @Test
  void whatCannotBeReadNowMayBeReadLater() {
    var kept = await(payloads.keepInput(request, "{\"a\":\"large\"}"));
    blobs.away(true);

    assertThatThrownBy(() -> await(payloads.read(kept)))
        .isInstanceOfSatisfying(
            FaultException.class,
            away -> {
              assertThat(away.fault().code()).isEqualTo(FaultCode.ENGINE_UNAVAILABLE);
              assertThat(away.fault().code().isRetryable()).isTrue();
            });
    blobs.away(false);
    assertThat(await(payloads.read(kept))).contains("{\"a\":\"large\"}");
  }

  @Test
  void whatIsDroppedIsGone() {
    var kept = await(payloads.keepInput(request, "{\"a\":\"large\"}"));

    payloads.drop(kept);
    payloads.drop("{\"a\":1}");

    assertThat(blobs.keys()).isEmpty();
    assertThat(await(payloads.read(kept))).isEmpty();
  }

  @Test
  void lessThanWhatListsShowIsNoBound() {
    var config = Settings.of(PayloadConfig.class, Map.of("millrace.payload.inline-up-to", "63K"));

    assertThatThrownBy(() -> new PayloadStore(blobs, config))
        .hasMessageContaining("millrace.payload.inline-up-to");
  }

  private static <T> T await(Uni<T> uni) {
    return uni.await().atMost(SOON);
  }
}

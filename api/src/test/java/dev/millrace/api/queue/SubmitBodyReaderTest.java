package dev.millrace.api.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.queue.WebhookTarget;
import dev.millrace.queue.WebhookTarget.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SubmitBodyReaderTest {
  private static final String URL = "https://example.com/hook";
  private final SubmitBodyReader reader = new SubmitBodyReader(new ObjectMapper());

  @Test
  void theReservedKeysAreTakenOutOfTheInput() throws IOException {
    var body =
        read(
            """
            {"a": 1, "metadata": {"team": "x"}, "public": true, "webhook": "%s",
             "webhook_events_filter": ["start"]}
            """
                .formatted(URL));

    assertThat(body.input()).hasToString("{\"a\":1}");
    assertThat(body.metadata().orElseThrow()).hasToString("{\"team\":\"x\"}");
    assertThat(body.shared()).isTrue();
    assertThat(body.webhook()).contains(new WebhookTarget(URL, Set.of(Event.START)));
  }

  @Test
  void whatIsNullIsAsIfItWereNotThere() throws IOException {
    var body =
        read(
            "{\"metadata\": null, \"public\": null, \"webhook\": null, \"webhook_events_filter\":"
                + " null}");

    assertThat(body.metadata()).isEmpty();
    assertThat(body.shared()).isFalse();
    assertThat(body.webhook()).isEmpty();
    assertThat(body.input()).isEmpty();
  }

  static Stream<String> labelsWithinTheirLimits() {
    return Stream.of(
        labels(16),
        "{\"%s\": \"\"}".formatted("n".repeat(64)),
        "{\"n\": \"%s\"}".formatted("v".repeat(512)),
        "{}");
  }

  @ParameterizedTest
  @MethodSource("labelsWithinTheirLimits")
  void metadataIsTakenUpToItsLimits(String metadata) throws IOException {
    assertThat(read("{\"metadata\": %s}".formatted(metadata)).metadata()).isPresent();
  }

  static Stream<String> notUsable() {
    return Stream.of(
        "{\"metadata\": %s}".formatted(labels(17)),
        "{\"metadata\": {\"%s\": \"\"}}".formatted("n".repeat(65)),
        "{\"metadata\": {\"n\": \"%s\"}}".formatted("v".repeat(513)),
        "{\"metadata\": {\"\": \"v\"}}",
        "{\"metadata\": {\"n\": 1}}",
        "{\"metadata\": {\"n\": null}}",
        "{\"metadata\": {\"n\": true}}",
        "{\"metadata\": {\"n\": {\"m\": \"v\"}}}",
        "{\"metadata\": {\"n\": [\"v\"]}}",
        "{\"metadata\": {\"n\": \"a\\u0000b\"}}",
        "{\"metadata\": \"n=v\"}",
        "{\"webhook\": 1}",
        "{\"webhook\": \"\"}",
        "{\"webhook\": \"https://example.com/a b\"}",
        "{\"webhook\": \"https://exämple.com\"}",
        "{\"webhook\": \"https://example.com/%s\"}".formatted("x".repeat(2048)),
        "{\"webhook\": [\"%s\"]}".formatted(URL),
        "{\"webhook_events_filter\": [\"completed\"]}",
        "{\"webhook\": \"%s\", \"webhook_events_filter\": []}".formatted(URL),
        "{\"webhook\": \"%s\", \"webhook_events_filter\": \"start\"}".formatted(URL),
        "{\"webhook\": \"%s\", \"webhook_events_filter\": [\"START\"]}".formatted(URL),
        "{\"webhook\": \"%s\", \"webhook_events_filter\": [\"failed\"]}".formatted(URL),
        "{\"webhook\": \"%s\", \"webhook_events_filter\": [null]}".formatted(URL),
        "{\"public\": \"true\"}",
        "{\"public\": 1}");
  }

  @ParameterizedTest
  @MethodSource("notUsable")
  void whatIsNotUsableIsRefusedAndNamed(String body) {
    var key = body.substring(2, body.indexOf('"', 2));

    assertThatThrownBy(() -> read(body))
        .isInstanceOfSatisfying(
            FaultException.class,
            refused -> {
              assertThat(refused.fault().code()).isEqualTo(FaultCode.MALFORMED);
              assertThat(refused.fault().message()).contains(key);
              assertThat(refused.fault().validationErrors()).isNotEmpty();
            });
  }

  private static String labels(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"n%d\": \"v\"".formatted(i))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private SubmitBody read(String body) throws IOException {
    return reader.read(body.getBytes(StandardCharsets.UTF_8));
  }
}

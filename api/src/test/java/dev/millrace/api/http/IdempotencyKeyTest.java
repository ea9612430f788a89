package dev.millrace.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.fault.FaultException;
import io.vertx.core.MultiMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {
  private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Idempotency-Key",
        "x-idempotency-key",
        "X-FAL-IDEMPOTENCY-KEY",
        "idempotency-KEY"
      })
  void isReadUnderEachOfItsNames(String name) {
    assertThat(IdempotencyKey.on(headers.add(name, "k"))).contains("k");
  }

  @Test
  void theSameKeyUnderTwoNamesIsOneKey() {
    headers.add("Idempotency-Key", "k").add("X-Idempotency-Key", "k");

    assertThat(IdempotencyKey.on(headers)).contains("k");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Idempotency-Key", "X-Fal-Idempotency-Key"})
  void twoDifferentKeysAreRefused(String second) {
    headers.add("Idempotency-Key", "a").add(second, "b");

    assertThatThrownBy(() -> IdempotencyKey.on(headers))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining(second + " and Idempotency-Key came with different values");
  }

  @Test
  void noneIsNone() {
    assertThat(IdempotencyKey.on(headers)).isEmpty();
  }

  static Stream<String> fine() {
    return Stream.of("k", "!", "~", "x".repeat(255), "8e03978e-40d5-43e8-bc93-6894a57f9324");
  }

  @ParameterizedTest
  @MethodSource("fine")
  void visibleAsciiUpTo255IsTaken(String key) {
    assertThat(IdempotencyKey.on(headers.add("Idempotency-Key", key))).contains(key);
  }

  static Stream<String> bad() {
    return Stream.of("", "x".repeat(256), "a b", "ü", "a\tb", "a\u007fb", "x".repeat(1 << 20));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void anythingElseIsRefused(String key) {
    headers.add("Idempotency-Key", key);

    assertThatThrownBy(() -> IdempotencyKey.on(headers))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining("Idempotency-Key must have 1 to 255 visible ASCII characters");
  }
}

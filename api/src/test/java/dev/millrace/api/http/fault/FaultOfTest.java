package dev.millrace.api.http.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultOfTest {

  @Test
  void aNamedFaultComesThroughEveryWrapping() {
    var failure =
        new CompletionException(
            new IllegalStateException(new FaultException(FaultCode.GONE, "it is gone")));

    assertThat(FaultOf.of(failure).code()).isEqualTo(FaultCode.GONE);
  }

  static Stream<Throwable> enginesThatAreAway() {
    return Stream.of(
        new ConnectException("Connection refused: db.internal/10.0.0.5:5432"),
        ClosedConnectionException.INSTANCE,
        new ConnectionPoolTooBusyException("full"),
        new NoStackTraceThrowable("Timeout"),
        new NoStackTraceThrowable("Connection is not active now, current status: CLOSED"),
        new io.smallrye.mutiny.TimeoutException(),
        new org.apache.kafka.common.errors.TimeoutException("no broker"),
        new IOException("Connection reset by peer"),
        new CompletionException(new ConnectException("refused")));
  }

  @ParameterizedTest
  @MethodSource("enginesThatAreAway")
  void anEngineThatIsAwayIsNoFaultOfOurs(Throwable failure) {
    assertThat(FaultOf.of(failure).code()).isEqualTo(FaultCode.ENGINE_UNAVAILABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"08006", "57P01", "57P03", "53300", "40001", "40P01", "25P04"})
  void whatPostgresGetsOverIsWorthRepeating(String state) {
    assertThat(FaultOf.of(new PgException("no", "FATAL", state, "")).code())
        .isEqualTo(FaultCode.ENGINE_UNAVAILABLE);
    assertThat(FaultOf.of(new IllegalStateException(new SQLException("no", state))).code())
        .isEqualTo(FaultCode.ENGINE_UNAVAILABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"23505", "42601", "22003"})
  void whatPostgresRefusesIsAFaultOfOurs(String state) {
    assertThat(FaultOf.of(new PgException("no", "ERROR", state, "")).code())
        .isEqualTo(FaultCode.UNKNOWN);
  }

  @Test
  void whatIsNotRecognisedTellsNothing() {
    var fault = FaultOf.of(new IllegalStateException("password=secret at db.internal"));

    assertThat(fault.code()).isEqualTo(FaultCode.UNKNOWN);
    assertThat(fault.message()).doesNotContain("secret").doesNotContain("db.internal");
  }

  @Test
  void aChainThatBitesItsTailHasAnEnd() {
    var first = new IllegalStateException("one");
    first.initCause(new IllegalStateException("two", first));

    assertThat(FaultOf.of(first).code()).isEqualTo(FaultCode.UNKNOWN);
  }

  @Test
  void aBodyThatIsNoJsonIsToldWhere() {
    var failure = new WebApplicationException(jsonFailure("{\"a\": ]"), 400);

    var fault = FaultOf.of(failure);

    assertThat(fault.code()).isEqualTo(FaultCode.MALFORMED);
    assertThat(fault.message()).startsWith("the body is not JSON (line 1, column 7)");
  }

  @Test
  void whatRestAnswersByItselfKeepsItsStatus() {
    assertThat(FaultOf.of(new NotFoundException()).code()).isEqualTo(FaultCode.NOT_FOUND);
    assertThat(FaultOf.of(new WebApplicationException(415)).code())
        .isEqualTo(FaultCode.MEDIA_TYPE_UNSUPPORTED);
    assertThat(FaultOf.of(new WebApplicationException(418)).code()).isEqualTo(FaultCode.MALFORMED);
    assertThat(FaultOf.of(new WebApplicationException(500)).code()).isEqualTo(FaultCode.UNKNOWN);
  }

  @Test
  void whatTheRouterKnowsBetterWins() {
    assertThat(FaultOf.of(new IllegalStateException(), 413).code())
        .isEqualTo(FaultCode.BODY_TOO_LARGE);
    assertThat(FaultOf.of(null, 404).code()).isEqualTo(FaultCode.NOT_FOUND);
    assertThat(FaultOf.of(new FaultException(FaultCode.GONE, "it is gone"), 500).code())
        .isEqualTo(FaultCode.GONE);
    assertThat(FaultOf.of(null, 500).code()).isEqualTo(FaultCode.UNKNOWN);
  }

  /** Vert.x fails a body that breaks off with the status 200. */
  @Test
  void aCallerWhoHangsUpIsNoFaultOfOurs() {
    assertThat(FaultOf.of(new HttpClosedException("Connection was closed"), 200).code())
        .isEqualTo(FaultCode.MALFORMED);
    assertThat(FaultOf.of(new StreamResetException(8), 200).code()).isEqualTo(FaultCode.MALFORMED);
    assertThat(FaultOf.of(new IllegalStateException("a bug"), 200).code())
        .isEqualTo(FaultCode.UNKNOWN);
  }

  private static IOException jsonFailure(String text) {
    try {
      new ObjectMapper().readTree(text);
      throw new AssertionError("this was JSON: " + text);
    } catch (IOException e) {
      return e;
    }
  }
}

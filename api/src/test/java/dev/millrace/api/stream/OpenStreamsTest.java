package dev.millrace.api.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.account.AccountId;
import dev.millrace.api.stream.OpenStreams.AtDrain;
import dev.millrace.testing.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenStreamsTest {
  private static final AccountId ACCOUNT = new AccountId(new UUID(0, 1));
  private static final String NEVER = "PT1H";

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /** A stream that only remembers how it was ended. */
  private static final class Ended implements Endable {
    private final List<String> how = new CopyOnWriteArrayList<>();

    @Override
    public void finish() {
      how.add("finished");
    }

    @Override
    public void dismiss(Buffer lastWord) {
      how.add("dismissed: " + lastWord);
    }

    @Override
    public void cut() {
      how.add("cut");
    }

    @Override
    public void cut(Buffer lastWord) {
      how.add("cut: " + lastWord);
    }
  }

  @Test
  void atDrainAccountStreamsEndAndTheOthersGoOn() {
    var streams = streams(NEVER);
    var account = new Ended();
    var request = new Ended();
    streams.open(ACCOUNT, account, AtDrain.END);
    streams.open(ACCOUNT, request, AtDrain.GO_ON);

    streams.onDrain(new ShutdownDelayInitiatedEvent());

    assertThat(account.how).containsExactly("finished");
    assertThat(request.how).isEmpty();
  }

  @Test
  void whatGoesOnIsCutWhenItsTimeIsOver() {
    var streams = streams("PT0.05S");
    var request = new Ended();
    streams.open(ACCOUNT, request, AtDrain.GO_ON);

    streams.onDrain(new ShutdownDelayInitiatedEvent());

    await().untilAsserted(() -> assertThat(request.how).containsExactly("cut"));
  }

  @Test
  void whatIsOpenWhenTheProcessGoesIsCut() {
    var streams = streams(NEVER);
    var request = new Ended();
    var over = new Ended();
    streams.open(ACCOUNT, request, AtDrain.GO_ON);
    streams.open(ACCOUNT, over, AtDrain.GO_ON).close();

    streams.onStop(new ShutdownEvent());

    assertThat(request.how).containsExactly("cut");
    assertThat(over.how).isEmpty();
  }

  @Test
  void aProcessThatStopsOpensNoStreams() {
    var streams = streams(NEVER);
    streams.onDrain(new ShutdownDelayInitiatedEvent());

    assertThatThrownBy(() -> streams.open(ACCOUNT, new Ended(), AtDrain.GO_ON))
        .hasMessageContaining("OVERLOADED");
  }

  @Test
  void aRevokedKeyIsNamedAndOnlyAccountStreamsEndCleanly() {
    var streams = streams(NEVER);
    var account = new Ended();
    var request = new Ended();
    streams.open(ACCOUNT, account, AtDrain.END).revoke();
    streams.open(ACCOUNT, request, AtDrain.GO_ON).revoke();

    assertThat(account.how)
        .singleElement()
        .asString()
        .startsWith("dismissed: event: revoked\ndata: {\"type\":\"revoked\"");
    assertThat(request.how).singleElement().asString().startsWith("cut: : the key was revoked");
  }

  @Test
  void anAccountHasSoManyPlacesAndGetsThemBack() {
    var streams = streams(NEVER);
    var first = streams.open(ACCOUNT, new Ended(), AtDrain.END);
    streams.open(ACCOUNT, new Ended(), AtDrain.END);

    assertThatThrownBy(() -> streams.open(ACCOUNT, new Ended(), AtDrain.END))
        .hasMessageContaining("RATE_LIMITED");

    first.close();
    first.close();
    streams.open(ACCOUNT, new Ended(), AtDrain.END);
    assertThatThrownBy(() -> streams.open(ACCOUNT, new Ended(), AtDrain.END))
        .hasMessageContaining("RATE_LIMITED");
  }

  private OpenStreams streams(String drainWithin) {
    var config =
        Settings.of(
            StreamConfig.class,
            Map.of(
                "millrace.stream.drain-within",
                drainWithin,
                "millrace.stream.max-per-account",
                "2"));
    return new OpenStreams(config, new StreamMetrics(new SimpleMeterRegistry()), vertx);
  }
}

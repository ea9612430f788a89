package dev.millrace.provider.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.provider.Calls;
import dev.millrace.provider.Pause;
import dev.millrace.request.Outcome;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalModelsTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final Duration SOON = Duration.ofSeconds(10);
  private final Pause pause = new Pause(VERTX);
  private final ChatModel chat = new ChatModel(new WordStream(pause));

  @AfterAll
  static void close() {
    VERTX.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void echoReturnsItsInput() {
    var input = Calls.json("{'a':[1,2,{'b':null}]}");

    assertThat(value(new EchoModel(), Calls.with(input))).isEqualTo(input);
  }

  @Test
  void sleepTakesItsTime() {
    var outcome = run(new SleepModel(pause), Calls.with("{'seconds':0.05}"));

    assertThat(((Outcome.Succeeded) outcome).usage().providerTime())
        .isBetween(Duration.ofMillis(50), SOON);
  }

  @Test
  void aCancelledSleepLeavesNoTimer() {
    var recording = new RecordingTimers();
    var sleeper =
        new SleepModel(new Pause(recording.over(VERTX)))
            .run(Calls.with("{'seconds':3600}"))
            .subscribe()
            .withSubscriber(UniAssertSubscriber.create());

    sleeper.cancel();

    assertThat(recording.cancelled()).hasSize(1).isEqualTo(recording.set());
  }

  @ParameterizedTest
  @CsvSource({
    "429, PROVIDER_BUSY",
    "503, PROVIDER_BUSY",
    "500, PROVIDER_BROKEN",
    "504, PROVIDER_TIMED_OUT",
    "400, PROVIDER_REJECTED",
    "401, PROVIDER_REFUSED_US"
  })
  void flakyFailsAsAnUpstreamWithThatStatus(int status, FaultCode code) {
    var call = Calls.attempt(1, "{'fail_times':1,'status':%d,'retry_after':2}".formatted(status));

    var fault = fault(run(new FlakyModel(), call));

    assertThat(fault.code()).isEqualTo(code);
    assertThat(fault.retryAfter()).contains(Duration.ofSeconds(2));
  }

  @Test
  void flakySucceedsAfterItsFailures() {
    var value = value(new FlakyModel(), Calls.attempt(3, "{'fail_times':2}"));

    assertThat(value).isEqualTo(Calls.json("{'attempts':3}"));
  }

  @Test
  void chatSaysTheSameToTheSame() {
    var call = Calls.with("{'messages':[{'role':'user','content':'tell me of rivers'}]}");

    assertThat(value(chat, call)).isEqualTo(value(chat, call));
  }

  @Test
  void chatSaysSomethingElseToSomethingElse() {
    var rivers = value(chat, Calls.with("{'messages':[{'role':'user','content':'rivers'}]}"));
    var wheels = value(chat, Calls.with("{'messages':[{'role':'user','content':'wheels'}]}"));

    assertThat(rivers.at("/message/content")).isNotEqualTo(wheels.at("/message/content"));
  }

  @Test
  void chatStopsAtMaxTokens() {
    var value =
        value(chat, Calls.with("{'messages':[{'role':'user','content':'a b c'}],'max_tokens':4}"));

    assertThat(value)
        .isEqualTo(
            Calls.json(
                "{'message':{'role':'assistant','content':'You said: a b'},"
                    + "'finish_reason':'length',"
                    + "'usage':{'input_tokens':3,'output_tokens':4}}"));
  }

  @Test
  void chatReadsTextPartsAndCountsAllMessages() {
    var input =
        "{'messages':[{'role':'system','content':'be brief'},"
            + "{'role':'user','content':[{'type':'text','text':'hello there'}]}]}";

    var value = value(chat, Calls.with(input));

    assertThat(value.at("/message/content").asText()).startsWith("You said: hello there ");
    assertThat(value.at("/usage/input_tokens").asInt()).isEqualTo(4);
    assertThat(value.at("/finish_reason").asText()).isEqualTo("stop");
  }

  @Test
  void wordsComeOneByOneAtTheirPace() {
    var words = new WordStream(pause).of(List.of("one", "two", "three"), 100);

    var heard = words.subscribe().withSubscriber(AssertSubscriber.create(3)).awaitCompletion(SOON);

    heard.assertItems("one", " two", " three");
  }

  @Test
  void aCancelledStreamLeavesNoTimer() {
    var recording = new RecordingTimers();
    var stream = new WordStream(new Pause(recording.over(VERTX)));
    var heard =
        stream
            .of(List.of("one", "two"), 0.001)
            .subscribe()
            .withSubscriber(AssertSubscriber.create(2));

    heard.cancel();

    assertThat(recording.cancelled()).hasSize(1).isEqualTo(recording.set());
  }

  private static Outcome run(LocalModel model, dev.millrace.provider.Call call) {
    return model.run(call).await().atMost(SOON);
  }

  private static JsonNode value(LocalModel model, dev.millrace.provider.Call call) {
    return ((Outcome.Succeeded) run(model, call)).output().value();
  }

  private static Fault fault(Outcome outcome) {
    return ((Outcome.Failed) outcome).fault();
  }
}

package dev.millrace.api.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.ModelName;
import dev.millrace.postgres.queue.IdempotencyConfig;
import dev.millrace.queue.RepeatMark;
import dev.millrace.queue.RepeatMark.Kind;
import dev.millrace.testing.Settings;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RepeatSignTest {
  private static final IdempotencyConfig TIMES = Settings.of(IdempotencyConfig.class, Map.of());
  private static final ModelName ECHO = ModelName.parse("local/echo").orElseThrow();
  private static final ModelName OTHER = ModelName.parse("local/other").orElseThrow();

  @Test
  void aKeySaysMoreThanACount() {
    var headers =
        MultiMap.caseInsensitiveMultiMap()
            .add("Idempotency-Key", "k")
            .add("X-Stainless-Retry-Count", "1");

    assertThat(RepeatSign.on(headers)).contains(new RepeatSign.Named("k"));
  }

  @Test
  void aCallWithoutEitherHasNoSign() {
    assertThat(RepeatSign.on(MultiMap.caseInsensitiveMultiMap())).isEmpty();
  }

  @Test
  void aKeyIsKeptLongAndKnowsItsModelAndBody() {
    var mark = mark(new RepeatSign.Named("k"), ECHO, "{}");

    assertThat(mark.kind()).isEqualTo(Kind.NAMED);
    assertThat(mark.within()).isEqualTo(Duration.ofHours(24));
    assertThat(mark).isEqualTo(mark(new RepeatSign.Named("k"), ECHO, "{}"));
    assertThat(mark.key()).isEqualTo(mark(new RepeatSign.Named("k"), OTHER, "[]").key());
    assertThat(mark.body())
        .isNotEqualTo(mark(new RepeatSign.Named("k"), ECHO, "{ }").body())
        .isNotEqualTo(mark(new RepeatSign.Named("k"), OTHER, "{}").body());
  }

  @Test
  void theFirstSendingAndItsRetriesShareTheirKey() {
    var first = mark(new RepeatSign.Counted(0), ECHO, "{}");
    var second = mark(new RepeatSign.Counted(1), ECHO, "{}");

    assertThat(first.kind()).isEqualTo(Kind.FIRST_SENDING);
    assertThat(second.kind()).isEqualTo(Kind.SENT_AGAIN);
    assertThat(second.key()).isEqualTo(first.key());
    assertThat(second.within()).isEqualTo(Duration.ofMinutes(10));
    assertThat(second.key()).isNotEqualTo(mark(new RepeatSign.Counted(1), OTHER, "{}").key());
  }

  /** Whoever knows how counted bodies are named must not meet one by choosing its name as a key. */
  @Test
  void noKeyIsTheNameOfACountedBody() {
    var counted = mark(new RepeatSign.Counted(0), ECHO, "{}");

    assertThat(mark(new RepeatSign.Named("{}"), ECHO, "{}").key()).isNotEqualTo(counted.key());
  }

  private static RepeatMark mark(RepeatSign sign, ModelName model, String body) {
    return sign.mark(model, body.getBytes(StandardCharsets.UTF_8), TIMES);
  }
}

package dev.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.model.ModelName;
import dev.millrace.queue.DispatchRecord;
import dev.millrace.queue.Lane;
import dev.millrace.request.RequestId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DispatchCodecTest {
  private final Random random = new Random(5);

  @ParameterizedTest
  @EnumSource(Lane.class)
  void aRecordComesBackAsItWas(Lane lane) {
    var turn = turn("local/flux/dev", lane);

    assertThat(DispatchCodec.read(lane, DispatchCodec.key(turn), DispatchCodec.value(turn)))
        .contains(turn);
  }

  @Test
  void aRecordOfWhatWeDoNotPayForComesBackAsSuch() {
    var turn = turn("own/mine/llama3:8b", Lane.NORMAL);
    var unpaid =
        new DispatchRecord(turn.request(), turn.account(), turn.model(), turn.lane(), false);

    assertThat(
            DispatchCodec.read(Lane.NORMAL, DispatchCodec.key(unpaid), DispatchCodec.value(unpaid)))
        .contains(unpaid);
  }

  @Test
  void aRecordWithoutKeyOrValueIsNoneOfOurs() {
    var turn = turn("local/echo", Lane.NORMAL);

    assertThat(DispatchCodec.read(Lane.NORMAL, null, DispatchCodec.value(turn))).isEmpty();
    assertThat(DispatchCodec.read(Lane.NORMAL, DispatchCodec.key(turn), null)).isEmpty();
  }

  @Test
  void aValueCutAnywhereBeforeTheModelsSlashIsNoneOfOurs() {
    var turn = turn("local/echo", Lane.NORMAL);
    var whole = DispatchCodec.value(turn);

    for (int length = 0; length <= 16 + "local/".length(); length++) {
      var cut = Arrays.copyOf(whole, length);
      assertThat(DispatchCodec.read(Lane.NORMAL, DispatchCodec.key(turn), cut)).isEmpty();
    }
  }

  @Test
  void aModelThatIsNoneIsNoneOfOurs() {
    var turn = turn("local/echo", Lane.NORMAL);
    var value = DispatchCodec.value(turn);
    System.arraycopy("../../..".getBytes(StandardCharsets.US_ASCII), 0, value, 16, 8);

    assertThat(DispatchCodec.read(Lane.NORMAL, DispatchCodec.key(turn), value)).isEmpty();
  }

  @Test
  void noBytesAtAllMakeItThrow() {
    for (int i = 0; i < 20_000; i++) {
      var key = new byte[random.nextInt(20)];
      var value = new byte[random.nextInt(64)];
      random.nextBytes(key);
      random.nextBytes(value);

      assertThat(DispatchCodec.read(Lane.NORMAL, key, value)).isEmpty();
    }
  }

  private DispatchRecord turn(String model, Lane lane) {
    var now = Instant.parse("2026-01-01T00:00:00Z");
    return new DispatchRecord(
        RequestId.next(now, random),
        AccountId.next(now, random),
        ModelName.parse(model).orElseThrow(),
        lane,
        true);
  }
}

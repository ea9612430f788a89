package dev.millrace.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.request.RequestId;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeardTest {
  private final Random random = new Random(3);
  private final RequestId a = RequestId.next(Instant.EPOCH, random);
  private final RequestId b = RequestId.next(Instant.EPOCH, random);
  private final RequestId c = RequestId.next(Instant.EPOCH, random);
  private final Heard heard = new Heard(2);

  @Test
  void aTransitionIsNewsOnceAndAnOlderOneNever() {
    assertThat(heard.isNews(a, 1)).isTrue();
    assertThat(heard.isNews(a, 1)).isFalse();
    assertThat(heard.isNews(a, 0)).isFalse();
    assertThat(heard.isNews(a, 3)).isTrue();
    assertThat(heard.isNews(a, 2)).isFalse();
    assertThat(heard.isNews(b, 0)).isTrue();
    assertThat(heard.hasHeardOf(a, 3)).isTrue();
    assertThat(heard.hasHeardOf(a, 4)).isFalse();
    assertThat(heard.hasHeardOf(c, 0)).isFalse();
  }

  @Test
  void beyondItsBoundItForgetsWhatItHasNotHeardOfForLongest() {
    heard.isNews(a, 0);
    heard.isNews(b, 0);
    heard.isNews(a, 1);

    heard.isNews(c, 0);

    assertThat(heard.all()).containsOnlyKeys(a, c);
  }
}

package dev.millrace.provider.talk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.model.Route;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PerRouteTest {
  private final AtomicInteger made = new AtomicInteger();

  @Test
  void whatIsMadeOfARouteIsMadeOnce() {
    var perRoute = new PerRoute<>(route -> made.incrementAndGet());
    var route = route();

    assertThat(perRoute.of(route)).isEqualTo(1);
    assertThat(perRoute.of(route)).isEqualTo(1);
  }

  /** So that settings which were changed and changed back are never those of before. */
  @Test
  void aRouteThatIsReadAnewIsAnother() {
    var perRoute = new PerRoute<>(route -> made.incrementAndGet());

    assertThat(perRoute.of(route())).isEqualTo(1);
    assertThat(perRoute.of(route())).isEqualTo(2);
  }

  @Test
  void aFailureIsNotKept() {
    var perRoute =
        new PerRoute<>(
            route -> {
              if (made.incrementAndGet() == 1) {
                throw new IllegalArgumentException("not yet");
              }
              return made.get();
            });
    var route = route();

    assertThatThrownBy(() -> perRoute.of(route)).isInstanceOf(IllegalArgumentException.class);
    assertThat(perRoute.of(route)).isEqualTo(2);
  }

  private static Route route() {
    return new Route("main", "local", JsonNodeFactory.instance.objectNode());
  }
}

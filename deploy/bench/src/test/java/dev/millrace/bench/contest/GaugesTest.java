package dev.millrace.bench.contest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GaugesTest {
  private final AtomicLong written = new AtomicLong(1_000);

  @Test
  void whatCameSinceIsSharedAmongTheRequests() throws Exception {
    var gauges =
        Gauges.read(List.of(new Gauge("store", "written a request", "bytes", written::get)));
    written.addAndGet(600);

    assertThat(gauges.costs(200))
        .containsExactly(new Cost("store", "written a request", "bytes", 3));
  }
}

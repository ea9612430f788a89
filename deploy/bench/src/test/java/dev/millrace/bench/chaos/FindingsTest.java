package dev.millrace.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.bench.audit.AuditAnswer;
import dev.millrace.bench.chaos.Findings.Followed;
import dev.millrace.bench.chaos.Findings.Hooks;
import dev.millrace.bench.cluster.Books.Totals;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FindingsTest {
  private static final Followed SAW_ALL = new Followed(30, 2, 0, 1, 0, 0, 0);
  private static final Hooks ALL_CAME = new Hooks(3, 4, 0, 0);
  private static final AuditAnswer CLEAN = new AuditAnswer("now", 1, 10, 11, List.of(), 0);
  private static final Totals EXACT = new Totals(10, 0, 10, 10, 0, 0, 5, 5, 0, 0);

  @Test
  void promisesThatWereKeptAreClean() {
    var clean = findings(List.of(), 0, 0, Map.of("WORKER_LOST", 1L), 0, SAW_ALL, ALL_CAME, EXACT);

    assertThat(clean.isClean()).isTrue();
    assertThat(clean.text()).contains("CLEAN");
  }

  @ParameterizedTest
  @MethodSource
  void onePromiseThatWasBrokenIsEnough(Findings broken) {
    assertThat(broken.isClean()).isFalse();
    assertThat(broken.text()).contains("BROKEN");
  }

  static Stream<Findings> onePromiseThatWasBrokenIsEnough() {
    var missed = new Followed(30, 2, 0, 1, 0, 1, 0);
    var twice = new Followed(30, 2, 0, 1, 0, 0, 1);
    var gap = new Followed(30, 2, 0, 1, 1, 0, 0);
    var held = new Totals(10, 0, 10, 10, 0, 0, 5, 5, 1, 1);
    var wrong = new AuditAnswer("now", 1, 10, 11, List.of("charge: expected 1, found 2"), 1);
    return Stream.of(
        findings(List.of("no answer"), 0, 0, Map.of(), 0, SAW_ALL, ALL_CAME, EXACT),
        findings(List.of(), 1, 0, Map.of(), 0, SAW_ALL, ALL_CAME, EXACT),
        findings(List.of(), 0, 1, Map.of(), 0, SAW_ALL, ALL_CAME, EXACT),
        findings(List.of(), 0, 0, Map.of("UNKNOWN", 1L), 0, SAW_ALL, ALL_CAME, EXACT),
        findings(List.of(), 0, 0, Map.of(), 1, SAW_ALL, ALL_CAME, EXACT),
        findings(List.of(), 0, 0, Map.of(), 0, missed, ALL_CAME, EXACT),
        findings(List.of(), 0, 0, Map.of(), 0, twice, ALL_CAME, EXACT),
        findings(List.of(), 0, 0, Map.of(), 0, gap, ALL_CAME, EXACT),
        findings(List.of(), 0, 0, Map.of(), 0, SAW_ALL, new Hooks(3, 2, 1, 0), EXACT),
        findings(List.of(), 0, 0, Map.of(), 0, SAW_ALL, ALL_CAME, held),
        findings(List.of(), 0, 0, Map.of(), 0, SAW_ALL, ALL_CAME, EXACT, wrong));
  }

  private static Findings findings(
      List<String> failures,
      int lost,
      long open,
      Map<String, Long> failed,
      long unasked,
      Followed follower,
      Hooks hooks,
      Totals totals) {
    return findings(failures, lost, open, failed, unasked, follower, hooks, totals, CLEAN);
  }

  private static Findings findings(
      List<String> failures,
      int lost,
      long open,
      Map<String, Long> failed,
      long unasked,
      Followed follower,
      Hooks hooks,
      Totals totals,
      AuditAnswer audit) {
    return new Findings(
        Map.of("api", 1),
        10,
        3,
        failures,
        Map.of("COMPLETED", 10L),
        lost,
        open,
        failed,
        unasked,
        List.of(follower),
        hooks,
        totals,
        audit,
        0,
        0,
        0);
  }
}

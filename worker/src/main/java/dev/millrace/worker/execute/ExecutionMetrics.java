package dev.millrace.worker.execute;

import dev.millrace.queue.Verdict;
import dev.millrace.request.RequestStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Counts what became of attempts. Labels are bounded: no account, request or model is one. */
@ApplicationScoped
class ExecutionMetrics {
  private final Map<RequestStatus, Counter> verdicts = new EnumMap<>(RequestStatus.class);
  private final Counter superseded;
  private final Timer attemptTime;

  ExecutionMetrics(MeterRegistry registry) {
    for (var status : RequestStatus.values()) {
      verdicts.put(
          status,
          Counter.builder("millrace.attempts")
              .description("Attempts by the status that they led to")
              .tag("status", status.name())
              .register(registry));
    }
    superseded =
        Counter.builder("millrace.attempts.superseded")
            .description("Results discarded because another worker had taken over")
            .register(registry);
    attemptTime =
        Timer.builder("millrace.attempt.time")
            .description("From claim to verdict")
            .register(registry);
  }

  void settled(Verdict.Of verdict) {
    verdicts.get(Executor.statusOf(verdict.verdict())).increment();
    attemptTime.record(Duration.between(verdict.claim().claimedAt(), verdict.at()));
  }

  void superseded() {
    superseded.increment();
  }
}

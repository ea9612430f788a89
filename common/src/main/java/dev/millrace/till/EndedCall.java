package dev.millrace.till;

import dev.millrace.fault.Fault;
import dev.millrace.file.RequestFiles;
import dev.millrace.file.StoredFile;
import dev.millrace.model.ModelName;
import dev.millrace.money.Money;
import dev.millrace.money.Usage;
import dev.millrace.request.Basis;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A call that was answered at once, as it goes into the history.
 *
 * @param rateCard what its quote named
 * @param status COMPLETED, FAILED or CANCELLED; only a completed call has a charge
 * @param charge what it costs; more than its reservation is cut to it
 * @param usage what it is charged for; of a completed call
 * @param route the way that its last attempt went; empty when none began
 * @param fault why it failed
 * @param endReason how a streamed answer ended, such as {@code stop} or {@code client_left}; empty
 *     for an answer in one piece
 * @param input as JSON
 * @param output as JSON; empty when there is none
 * @param use which files it took, and how long those live that it made
 * @param stored whether input and output are kept
 * @param metadata the caller's labels, as a JSON object
 * @param basis who paid the provider, and which configuration it followed
 */
public record EndedCall(
    RequestId request,
    ModelName model,
    String rateCard,
    RequestStatus status,
    Money charge,
    Optional<Usage> usage,
    Optional<String> route,
    Optional<Fault> fault,
    Optional<String> endReason,
    String input,
    Optional<String> output,
    List<StoredFile> files,
    RequestFiles use,
    boolean stored,
    Optional<String> metadata,
    String correlationId,
    Instant startedAt,
    Instant endedAt,
    Basis basis) {
  public EndedCall {
    files = List.copyOf(files);
    if (!status.isTerminal()) {
      throw new IllegalArgumentException("a call that is settled has ended, unlike " + status);
    }
    if (status != RequestStatus.COMPLETED && !charge.equals(Money.ZERO)) {
      throw new IllegalArgumentException("only a completed call is charged, not one " + status);
    }
  }

  /** The same with other texts in the places of its input and output. */
  public EndedCall with(String otherInput, Optional<String> otherOutput) {
    return new EndedCall(
        request,
        model,
        rateCard,
        status,
        charge,
        usage,
        route,
        fault,
        endReason,
        otherInput,
        otherOutput,
        files,
        use,
        stored,
        metadata,
        correlationId,
        startedAt,
        endedAt,
        basis);
  }
}

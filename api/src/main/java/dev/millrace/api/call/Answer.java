package dev.millrace.api.call;

import dev.millrace.file.StoredFile;
import dev.millrace.money.Money;
import dev.millrace.money.Usage;
import dev.millrace.request.RequestId;
import java.util.List;
import java.util.Optional;

/**
 * What a completed call is answered with.
 *
 * @param output as compact JSON; file URLs in it are still stand-ins
 * @param files those whose URLs it holds
 * @param endReason how a streamed answer ended; empty for one in one piece
 */
public record Answer(
    RequestId request,
    String output,
    Usage usage,
    Money cost,
    String rateCard,
    List<StoredFile> files,
    Optional<String> endReason) {
  public Answer {
    files = List.copyOf(files);
  }
}

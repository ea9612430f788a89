package dev.millrace.bench.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What {@code GET /admin/audit} answered.
 *
 * @param differences the first of them, a line of words each
 * @param total how many there are
 */
public record AuditAnswer(
    String at, long accounts, long requests, long entries, List<String> differences, long total) {
  private static final int SHOWN = 20;

  /** Fails when the answer is not one of an audit: nothing was found out then. */
  static AuditAnswer of(JsonNode body) {
    if (!body.path("differences").isArray() || !body.path("differencesTotal").isIntegralNumber()) {
      throw new IllegalArgumentException("this is no answer of an audit: " + body);
    }
    var differences =
        StreamSupport.stream(body.path("differences").spliterator(), false)
            .map(AuditAnswer::line)
            .toList();
    return new AuditAnswer(
        body.path("at").asText(),
        body.path("accounts").asLong(),
        body.path("requests").asLong(),
        body.path("entries").asLong(),
        differences,
        body.path("differencesTotal").asLong());
  }

  private static String line(JsonNode difference) {
    var request = difference.path("requestId").asText("");
    return "%-12s account %s%s: expected %s, found %s (%s)"
        .formatted(
            difference.path("kind").asText(),
            difference.path("account").asText(),
            difference.path("requestId").isTextual() ? ", request " + request : "",
            difference.path("expected").asText(),
            difference.path("found").asText(),
            difference.path("about").asText());
  }

  public boolean isClean() {
    return total == 0 && differences.isEmpty();
  }

  /** The table for a person. */
  public String text() {
    return String.format(
        Locale.ROOT,
        """
        as of          %s
        looked at      %,d accounts, %,d requests, %,d ledger entries
        differences    %,d
        %s%s\
        """,
        at,
        accounts,
        requests,
        entries,
        total,
        shown(),
        isClean()
            ? "CLEAN: every balance, hold and charge is what it follows from"
            : "BROKEN: docs/guide/audit.md says what each kind means and what to do");
  }

  private String shown() {
    var lines = new ArrayList<>(differences.subList(0, Math.min(SHOWN, differences.size())));
    if (total > lines.size()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "and %,d more: GET /admin/audit shows up to 1,000",
              total - lines.size()));
    }
    return lines.stream().map(line -> "  " + line + "\n").collect(Collectors.joining());
  }
}

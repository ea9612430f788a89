package dev.millrace.bench.chaos;

import dev.millrace.bench.audit.AuditAnswer;
import dev.millrace.bench.cluster.Books;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What became of all promises.
 *
 * @param kills how often which kind of process was killed
 * @param acknowledged requests that callers were told of
 * @param repeats calls that had to be sent again
 * @param failures calls that failed although they were sent again and again
 * @param ends acknowledged requests by the status that they ended with, or have
 * @param lost acknowledged requests without a row
 * @param open acknowledged requests that have not ended
 * @param failed acknowledged requests that FAILED, by fault; none of them was told to
 * @param unasked rows that nobody was told of: a submit that became two requests
 * @param followers what each follower saw
 * @param hooks what arrived of webhooks
 * @param totals the books
 * @param audit what the platform itself says of all its money
 * @param orphans dispatch records dropped because their admission was never committed
 * @param takeOvers attempts taken over from dead workers
 * @param net requests that only the safety net found
 */
public record Findings(
    Map<String, Integer> kills,
    int acknowledged,
    int repeats,
    List<String> failures,
    Map<String, Long> ends,
    int lost,
    long open,
    Map<String, Long> failed,
    long unasked,
    List<Followed> followers,
    Hooks hooks,
    Books.Totals totals,
    AuditAnswer audit,
    long orphans,
    long takeOvers,
    long net) {

  /**
   * What one follower saw.
   *
   * @param repeats events that it had seen before
   * @param contradictions repeats that said something else
   * @param returns how often it had to come back
   * @param gaps how often it was told that events were missing
   * @param missing requests whose end it did not see
   * @param twice requests that it saw end more than once
   */
  public record Followed(
      int events, int repeats, int contradictions, int returns, int gaps, int missing, int twice) {
    public boolean isClean() {
      return contradictions == 0 && gaps == 0 && missing == 0 && twice == 0;
    }
  }

  /**
   * What arrived of webhooks.
   *
   * @param asked requests that were to be told of
   * @param calls all that arrived
   * @param missing requests of which nothing arrived
   * @param severalIds requests of which something arrived under more than one id
   */
  public record Hooks(int asked, int calls, int missing, long severalIds) {
    boolean isClean() {
      return missing == 0 && severalIds == 0;
    }
  }

  private static final String WORKER_LOST = "WORKER_LOST";

  /** Whether every promise was kept. */
  public boolean isClean() {
    return failures.isEmpty()
        && lost == 0
        && open == 0
        && failed.keySet().stream().allMatch(WORKER_LOST::equals)
        && unasked == 0
        && followers.stream().allMatch(Followed::isClean)
        && hooks.isClean()
        && audit.isClean()
        && totals.held() == 0
        && net == 0;
  }

  /** The table for a person. */
  public String text() {
    return String.format(
        Locale.ROOT,
        """
        kill -9        %s
        acknowledged   %,d requests; %,d calls were sent again, %d in vain%s
        ended          %s; lost %d, open %d, failed %s
        made twice     %d
        money          audit of %,d requests and %,d ledger entries: %,d differences%s; %,d charges for %,d completed, held %d
        %s
        webhooks       %,d asked, %,d calls arrived; missing %d, under several ids %d
        dispatch       %d orphans dropped, %d attempts taken over, %d found by the safety net
        %s\
        """,
        words(kills),
        acknowledged,
        repeats,
        failures.size(),
        failures.isEmpty() ? "" : ", such as: " + failures.getFirst(),
        words(ends),
        lost,
        open,
        failed.isEmpty() ? "0" : words(failed),
        unasked,
        audit.requests(),
        audit.entries(),
        audit.total(),
        audit.isClean()
            ? ""
            : ", such as: " + String.join("; ", audit.differences().stream().limit(3).toList()),
        totals.charges(),
        totals.completed(),
        totals.held(),
        followers.stream().map(Findings::line).collect(Collectors.joining("\n")),
        hooks.asked(),
        hooks.calls(),
        hooks.missing(),
        hooks.severalIds(),
        orphans,
        takeOvers,
        net,
        isClean() ? "CLEAN: every promise was kept" : "BROKEN: see above");
  }

  private static String line(Followed followed) {
    return String.format(
        Locale.ROOT,
        "follower       %,d events, %,d of them repeats, came back %d times; missed the end of %d,"
            + " saw %d end twice, %d contradictions, %d gaps",
        followed.events(),
        followed.repeats(),
        followed.returns(),
        followed.missing(),
        followed.twice(),
        followed.contradictions(),
        followed.gaps());
  }

  private static String words(Map<String, ? extends Number> counts) {
    return counts.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }
}

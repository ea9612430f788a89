package dev.millrace.ledger.audit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Keeps the first differences and counts all. For one thread. */
public final class Differences {
  private final int most;
  private final List<Difference> kept = new ArrayList<>();
  private long total;

  /**
   * @param most that are kept
   */
  public Differences(int most) {
    this.most = most;
  }

  public void add(Collection<Difference> found) {
    found.stream().limit(most - kept.size()).forEach(kept::add);
    total += found.size();
  }

  /** Counts some that nobody has looked at one by one. */
  public void addUnseen(long more) {
    total += more;
  }

  public List<Difference> kept() {
    return List.copyOf(kept);
  }

  public long total() {
    return total;
  }
}

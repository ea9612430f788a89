package dev.millrace.bench.cluster;

/**
 * The money of one account at one moment, in nano-dollars.
 *
 * @param ledger the sum of its entries
 * @param requests what its requests in flight hold
 * @param slices what api processes hold of it for calls that they answer at once
 * @param charges how many entries there are of that kind
 * @param charged their sum
 */
public record Purse(
    long balance, long held, long ledger, long requests, long slices, long charges, long charged) {
  /** Nothing is under way, and every sum is what it adds up. */
  public boolean isAtRest() {
    return isExact() && held == 0;
  }

  /** Every sum is what it adds up. */
  public boolean isExact() {
    return balance == ledger && held == requests + slices && balance >= held;
  }
}

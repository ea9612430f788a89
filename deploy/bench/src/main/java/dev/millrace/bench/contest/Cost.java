package dev.millrace.bench.contest;

/**
 * What one request cost, on average over a round.
 *
 * @param of the part of a contestant that spent it
 * @param amount in {@code unit}
 */
public record Cost(String of, String metric, String unit, double amount) {}

package dev.millrace.model;

import java.util.Optional;

/**
 * How many requests a route carries at once, on all workers together.
 *
 * @param most at least 1
 * @param provider routes that name the same one share the limit, those of other models too; without
 *     a name the limit is the route's own
 */
public record Concurrency(int most, Optional<String> provider) {}

package dev.millrace.queue;

/** Where a dispatch record stands in its lane's topic. */
public record DispatchPosition(Lane lane, int partition, long offset) {}

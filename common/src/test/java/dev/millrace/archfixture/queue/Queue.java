package dev.millrace.archfixture.queue;

/** A port. */
public interface Queue {}

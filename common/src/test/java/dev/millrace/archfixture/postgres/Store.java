package dev.millrace.archfixture.postgres;

/** An adapter. */
public record Store() {}

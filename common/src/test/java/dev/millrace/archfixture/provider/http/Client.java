package dev.millrace.archfixture.provider.http;

/** What dialects share. */
public record Client() {}

package dev.millrace.archfixture.kafka;

/** Breaks: rows stay in postgres. */
record StrayRow() {}

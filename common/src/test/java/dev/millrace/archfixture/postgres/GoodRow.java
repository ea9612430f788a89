package dev.millrace.archfixture.postgres;

/** Breaks nothing: rows live here. */
record GoodRow() {}

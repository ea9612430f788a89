package dev.millrace.archfixture.queue;

import dev.millrace.archfixture.postgres.Store;

/** Breaks: ports know no adapters. */
record Peeking(Store adapter) implements Queue {}

package dev.millrace.archfixture.kafka;

import dev.millrace.archfixture.postgres.Store;

/** Breaks: adapters do not know each other. */
record Topic(Store other) {}

package dev.millrace.archfixture.money;

import dev.millrace.archfixture.postgres.Store;
import dev.millrace.archfixture.queue.Queue;

/** Breaks: core knows neither ports nor adapters. */
record Knowing(Queue port, Store adapter) {}

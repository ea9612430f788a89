package dev.millrace.archfixture.money;

import io.vertx.core.Vertx;

/** Breaks: core does no I/O. */
record Asking(Vertx vertx) {}

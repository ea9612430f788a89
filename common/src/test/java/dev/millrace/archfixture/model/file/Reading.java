package dev.millrace.archfixture.model.file;

import io.vertx.core.Vertx;

/** Breaks nothing: this package lies in the core's and is an adapter. */
record Reading(Vertx vertx) {}

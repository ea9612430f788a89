/** Contests of services that do the same: one after the other, under the same load. */
package dev.millrace.bench.contest;

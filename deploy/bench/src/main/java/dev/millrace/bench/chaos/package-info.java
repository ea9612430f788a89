/** Kills processes of a platform under load and counts what became of every promise it had made. */
package dev.millrace.bench.chaos;

/** Reads what URLs name over HTTP: adapter of {@link dev.millrace.fetch.Downloads}. */
package dev.millrace.fetch.http;

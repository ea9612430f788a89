/** Loads of HTTP calls, driven by wrk. */
package dev.millrace.bench.wrk;

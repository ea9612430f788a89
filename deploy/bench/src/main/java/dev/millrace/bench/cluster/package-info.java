/**
 * Several api and worker processes over one set of engines, callers that load them, and the books
 * that say what became of it all. For the harnesses and for tests.
 */
package dev.millrace.bench.cluster;

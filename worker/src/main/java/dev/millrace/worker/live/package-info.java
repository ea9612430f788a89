/**
 * Attempts at responses in the background whose callers follow them: what a model says is kept
 * while it says it. Only {@code execute} drives it.
 */
package dev.millrace.worker.live;

/**
 * The port to the queue: admit, claim, settle, cancel, read. Apps drive it; the postgres and kafka
 * packages implement it.
 */
package dev.millrace.queue;

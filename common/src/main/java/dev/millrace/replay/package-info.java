/**
 * The port to what was said while answers were made in the background: kept for as long as their
 * payloads, so that callers can follow them and come back. The worker writes it, the api reads it.
 */
package dev.millrace.replay;

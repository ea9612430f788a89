/** The poll loop: partitions, windows, fair turns, acknowledgement. */
package dev.millrace.worker.dispatch;

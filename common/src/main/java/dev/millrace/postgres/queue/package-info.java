/** The queue's set-based statements on the Vert.x SQL client, one {@code .sql} file each. */
package dev.millrace.postgres.queue;

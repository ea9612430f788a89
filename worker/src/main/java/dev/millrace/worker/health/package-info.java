/** What makes a worker ready. */
package dev.millrace.worker.health;

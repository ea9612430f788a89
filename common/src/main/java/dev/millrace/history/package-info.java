/** The port to requests that were: found again, shown, published, and rid of their payloads. */
package dev.millrace.history;

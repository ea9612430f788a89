/**
 * Counts tokens where nobody else has: what a stream that was cut is charged for. Pure. Everyone
 * may import it.
 */
package dev.millrace.token;

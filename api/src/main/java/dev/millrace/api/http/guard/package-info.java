/**
 * Refuses calls that no resource should ever see. Only {@code api.http.edge} and {@code api.proxy}
 * import it.
 */
package dev.millrace.api.http.guard;

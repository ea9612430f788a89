/** Refuses calls that no resource should ever see. Only {@code api.http.edge} imports it. */
package dev.millrace.api.http.guard;

/** Calling callers back: which addresses may be called, and what was delivered. */
package dev.millrace.webhook;

/**
 * Calling callers back: which addresses may be called, what was delivered, and how it is signed.
 */
package dev.millrace.webhook;

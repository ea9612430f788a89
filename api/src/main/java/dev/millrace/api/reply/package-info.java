/**
 * Calls whose callers wait for the answer, from who calls to the last byte: begun, written at the
 * caller's pace, let go of when it leaves. Every face that answers at once drives it.
 */
package dev.millrace.api.reply;

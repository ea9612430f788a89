/**
 * Models as they are for whoever does not pay us: by an account's own provider key, or in a test.
 * Stands between catalogue and routes; apps drive it.
 */
package dev.millrace.basis;

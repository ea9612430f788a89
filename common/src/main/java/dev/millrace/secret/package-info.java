/**
 * Secrets of accounts, sealed: provider keys of their own among them. Core; everyone may import it.
 */
package dev.millrace.secret;

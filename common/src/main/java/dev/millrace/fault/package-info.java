/**
 * Why things fail: one list of codes, each with an origin and whether a retry can help. Core;
 * everyone may import it.
 */
package dev.millrace.fault;

/**
 * The port to addresses that somebody else chose: which of them may be called from inside our
 * network, and at which network addresses. Whoever calls such an address asks here first.
 */
package dev.millrace.reach;

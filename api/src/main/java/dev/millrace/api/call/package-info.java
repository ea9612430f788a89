/**
 * Calls that are answered to a waiting caller, in one piece or while the answer is made: reserve,
 * run, charge. Every face that answers at once drives it.
 */
package dev.millrace.api.call;

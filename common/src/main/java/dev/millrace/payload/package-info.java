/**
 * Inputs and outputs as text, or, where they are too large for a row, in the store. For adapters
 * that keep rows and for whoever runs attempts.
 */
package dev.millrace.payload;

/**
 * How much callers may ask for in a time, on all nodes together. Port; everyone but core may import
 * it.
 */
package dev.millrace.limit;

/**
 * The same dialect on both sides: texts pass through as they are but for a few values, which are
 * put in their places without rebuilding what stands around them. Pure. Everyone may import it.
 */
package dev.millrace.dialect.relay;

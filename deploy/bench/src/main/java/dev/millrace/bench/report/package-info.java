/** Figures of the parts of the speed bench, kept as JSON and shown as pages. Parts import it. */
package dev.millrace.bench.report;

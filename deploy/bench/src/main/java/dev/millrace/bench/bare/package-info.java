/**
 * The platform's own statements, driven without the platform. Parts of the speed bench import it.
 */
package dev.millrace.bench.bare;

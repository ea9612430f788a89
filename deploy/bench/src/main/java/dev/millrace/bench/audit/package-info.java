/** {@code make audit}: asks a platform whether all its money is as it should be. */
package dev.millrace.bench.audit;

/**
 * PostgreSQL, Kafka and S3 as child processes of this JVM, for the standalone platform and for
 * tests.
 *
 * <p>Whoever uses this package gets none of the engines' jars on its class path, so nothing here
 * may need more than the JDK; what does, runs inside the children and lives in {@code node}.
 */
package dev.millrace.engines;

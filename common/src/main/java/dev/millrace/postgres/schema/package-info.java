/** The schema of the database, and how it comes there. Nobody else may import it. */
package dev.millrace.postgres.schema;

/** Model configurations in PostgreSQL. Nobody else may import it. */
package dev.millrace.postgres.configuration;

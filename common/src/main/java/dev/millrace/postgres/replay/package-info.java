/** What answers said while they were made, in PostgreSQL. Nobody imports it. */
package dev.millrace.postgres.replay;

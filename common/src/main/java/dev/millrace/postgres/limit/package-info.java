/** Counters of limits in PostgreSQL, by a library that counts. Adapter; nobody imports it. */
package dev.millrace.postgres.limit;

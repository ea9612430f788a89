/** Requests, money and keys in PostgreSQL: rows and SQL. Nothing outside may see a row. */
package dev.millrace.postgres;

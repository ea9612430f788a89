/** Deliveries and webhook secrets in PostgreSQL. */
package dev.millrace.postgres.webhook;

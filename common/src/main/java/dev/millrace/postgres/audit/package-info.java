/** The audit over PostgreSQL, in one snapshot. Adapter; nobody imports it. */
package dev.millrace.postgres.audit;

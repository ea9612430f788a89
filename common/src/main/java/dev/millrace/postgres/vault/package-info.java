/** What accounts keep sealed, in PostgreSQL. Adapter; nobody imports it. */
package dev.millrace.postgres.vault;

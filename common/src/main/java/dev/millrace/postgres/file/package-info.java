/** Uploads and files in PostgreSQL. */
package dev.millrace.postgres.file;

/** Files, uploads and what keeps order among them, on the Vert.x SQL client. */
package dev.millrace.postgres.file;

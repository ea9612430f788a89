/**
 * The port to files: what accounts have stored, how bytes come in as uploads, and what requests use
 * them. The bytes themselves lie behind {@link dev.millrace.blob}.
 */
package dev.millrace.file;

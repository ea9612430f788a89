/**
 * The catalogue that lies in a file: loads it at start, looks for changes, keeps the last good one.
 * Does I/O; only the container touches it, everyone else sees {@code Catalogue}. Health and metrics
 * may ask {@code CatalogueFile} for its refusal and version.
 */
package dev.millrace.model.file;

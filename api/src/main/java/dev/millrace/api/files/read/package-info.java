/**
 * Reading files: who may, how a browser is to take them, and how the bytes go out: by a redirect to
 * the store, by a signed link, or through us.
 */
package dev.millrace.api.files.read;

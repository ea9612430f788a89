/**
 * What inputs name: files of ours, public URLs and {@code data:} URIs; and what providers get in
 * their place. Apps drive it, for queued requests as for calls that are answered at once.
 */
package dev.millrace.input;

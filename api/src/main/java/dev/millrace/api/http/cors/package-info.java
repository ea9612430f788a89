/**
 * What pages of other origins may do in a browser. The rules of the keyless routes stand here; the
 * browser proxy brings its own. Only {@code api.proxy} imports it.
 */
package dev.millrace.api.http.cors;

/** The port to stored bytes. */
package dev.millrace.blob;

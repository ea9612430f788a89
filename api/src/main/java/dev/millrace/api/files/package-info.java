/** Files of ours: checked, then redirected to where the bytes are. */
package dev.millrace.api.files;

/** Small pictures of files that are pictures, made when they are first asked for. */
package dev.millrace.api.files.thumbnail;

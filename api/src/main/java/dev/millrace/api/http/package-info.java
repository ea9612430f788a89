/** The name of one call. Everyone in the api may import it. */
package dev.millrace.api.http;

/** What a call says of itself in its headers. Everyone in the api may import it. */
package dev.millrace.api.http;

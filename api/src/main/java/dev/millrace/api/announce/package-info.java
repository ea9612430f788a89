/** Tells all processes what callers changed. Everyone in the api may import it. */
package dev.millrace.api.announce;

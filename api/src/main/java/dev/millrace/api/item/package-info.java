/**
 * A request as its owner is shown it, in answers and in streams. Everyone in the api may import it.
 */
package dev.millrace.api.item;

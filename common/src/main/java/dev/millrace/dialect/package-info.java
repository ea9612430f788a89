/**
 * Protocols in which clients and upstreams hold conversations. Each has a package of its own below,
 * which reads and writes the neutral conversation and knows no other dialect: so there are as many
 * readers and writers as there are dialects, and no converters between pairs. Pure. Everyone may
 * import it.
 */
package dev.millrace.dialect;

/**
 * What all upstreams over HTTP share: pooled connections, bounds, cancellation, and the one mapping
 * from statuses to faults. For the dialects' packages.
 */
package dev.millrace.provider.http;

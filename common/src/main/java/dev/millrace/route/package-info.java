/**
 * Which way a request goes to a provider, and what is known of each way: itineraries, circuit
 * breakers, runs within their bounds. Apps drive it, for queued requests as for calls that are
 * answered at once.
 */
package dev.millrace.route;

/**
 * The browser proxy: pages call the queue through it, and never hold a key. A call is judged, then
 * served by this same process as if it had come with the proxy's key. Nobody imports it.
 */
package dev.millrace.api.proxy;

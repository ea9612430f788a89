/** Bytes of files that come through the api: streamed to the store, bounded, checked on the way. */
package dev.millrace.api.relay;

/**
 * Any upstream that takes a request, names it, and is asked about it until it has ended. The
 * catalogue describes its URLs and replies.
 */
package dev.millrace.provider.httpasync;

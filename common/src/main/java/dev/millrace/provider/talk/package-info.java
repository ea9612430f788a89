/**
 * Holds conversations with upstreams, whatever dialect they speak and whatever their callers do:
 * relays where both speak the same, translates where they do not. For the dialects' packages.
 */
package dev.millrace.provider.talk;

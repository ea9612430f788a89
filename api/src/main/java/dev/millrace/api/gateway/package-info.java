/**
 * The faces of other protocols: what they share. Below are the faces themselves; each reads its
 * callers' words, and everything else is done as for any other call.
 */
package dev.millrace.api.gateway;

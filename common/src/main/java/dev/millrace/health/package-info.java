/**
 * What the health routes answer. Nothing in an answer names a host, a user or a password, since
 * anybody may ask. Adapter; nobody imports it.
 */
package dev.millrace.health;

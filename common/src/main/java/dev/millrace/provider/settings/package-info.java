/**
 * Reads a route's settings and says in words what is wrong with them. For the dialects' packages.
 */
package dev.millrace.provider.settings;

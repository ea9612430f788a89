/**
 * The order of things before the resources, and what is said of a call afterwards. Its settings are
 * everybody's; the rest nobody imports.
 */
package dev.millrace.api.http.edge;

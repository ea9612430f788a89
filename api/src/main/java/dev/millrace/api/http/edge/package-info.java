/** The order of things before the resources, and what is said of a call afterwards. Nobody imports it. */
package dev.millrace.api.http.edge;

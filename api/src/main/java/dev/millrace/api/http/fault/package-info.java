/**
 * Where faults meet HTTP: status, headers and the native envelope. Everyone in the api may import
 * it.
 */
package dev.millrace.api.http.fault;

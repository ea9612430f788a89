/** Accepts requests and answers about them. */
package dev.millrace.api;

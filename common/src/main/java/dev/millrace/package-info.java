/** Millrace: an asynchronous inference platform. */
package dev.millrace;

/** Time as something that is injected, so that tests can turn it by hand. */
package dev.millrace.time;

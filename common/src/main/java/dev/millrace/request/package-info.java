/** A request's life: id, status, attempts, outcomes, verdicts. Core; everyone may import it. */
package dev.millrace.request;

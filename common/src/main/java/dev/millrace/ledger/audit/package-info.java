/**
 * What an audit compares, and what it finds: values and pure rules. Port; everyone may import it.
 */
package dev.millrace.ledger.audit;

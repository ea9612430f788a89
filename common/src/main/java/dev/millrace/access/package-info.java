/** What a key may do: scopes, models, addresses, times. Core; everyone may import it. */
package dev.millrace.access;

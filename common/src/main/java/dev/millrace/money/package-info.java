/** Amounts, rate cards, usage and charges. Core; everyone may import it. */
package dev.millrace.money;

/** The streamed answers that are under way, on whichever process. Port; everyone may import it. */
package dev.millrace.live;

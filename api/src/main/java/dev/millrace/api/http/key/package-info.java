/** Who calls: from the key on a call to its owner. Everyone in the api may import it. */
package dev.millrace.api.http.key;

/** How ids are made. Anybody may use it. */
package dev.millrace.id;

/** The till of this process: begins and ends with it. */
package dev.millrace.api.till;

/** Load harnesses: they drive a running platform over HTTP and print what it carried. */
package dev.millrace.bench;

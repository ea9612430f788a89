/** The provider that all gateways are measured with. */
package dev.millrace.bench.upstream;

/**
 * The dialect {@code model-proxy}: what Runtools' clients ask and hear, in shapes that are ours
 * where Runtools publishes none. Pure. Only {@link dev.millrace.dialect.Dialects} imports it.
 */
package dev.millrace.dialect.proxy;

/** What runs inside the children, on the engines' own class path. Nobody else may import it. */
package dev.millrace.engines.node;

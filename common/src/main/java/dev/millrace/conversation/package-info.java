/**
 * What is said to a model and what it answers, in words of no protocol: the one neutral model that
 * all dialects are read into and written from. Pure. Everyone may import it.
 */
package dev.millrace.conversation;

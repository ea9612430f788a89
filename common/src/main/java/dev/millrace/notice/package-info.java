/**
 * What processes tell each other at once, and would find out by themselves a little later. Port.
 */
package dev.millrace.notice;

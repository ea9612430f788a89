/** What is announced about a request, and the port that announces it. */
package dev.millrace.event;

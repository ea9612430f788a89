/** Where an answer goes on: the Vert.x context of whoever asked. Everyone may import it. */
package dev.millrace.context;

/**
 * Lives of requests that nobody planned: steps drawn at random, the workers that take them, and a
 * chronicle that knows which of them could have happened. Knows the ports only.
 */
package dev.millrace.queue.life;

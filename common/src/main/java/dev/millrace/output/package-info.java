/**
 * Takes what providers made: stores its files, holds it against the model's schema, prices it. Apps
 * drive it, for queued requests as for calls that are answered at once.
 */
package dev.millrace.output;

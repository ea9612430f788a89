/** Dispatch records and events in Kafka: topics, keys, headers. */
package dev.millrace.kafka;

/** Dispatch records and events in Kafka: topics, keys, codecs, one producer for all. */
package dev.millrace.kafka;

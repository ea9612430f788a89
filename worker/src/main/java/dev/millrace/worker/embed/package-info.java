/** Sentence embeddings in this process. In the worker only: the ONNX runtime is heavy. */
package dev.millrace.worker.embed;

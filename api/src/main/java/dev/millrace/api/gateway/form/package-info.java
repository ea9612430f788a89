/**
 * Calls of models whose input is a form of their own, such as embeddings and pictures: reads what a
 * caller said into the model's form, runs it here or in the queue, and answers in the caller's
 * words. For the faces of such models.
 */
package dev.millrace.api.gateway.form;

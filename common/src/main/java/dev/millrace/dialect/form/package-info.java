/**
 * Fills the inputs of models that have a form of their own, such as embeddings and pictures: what a
 * caller said in another protocol is put where the model's input schema has a place for it, and
 * refused where it has none. Pure. Everyone may import it.
 */
package dev.millrace.dialect.form;

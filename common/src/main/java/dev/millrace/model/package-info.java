/**
 * The catalogue: models, their schemas, prices, limits and routes. Core; everyone may import it.
 */
package dev.millrace.model;

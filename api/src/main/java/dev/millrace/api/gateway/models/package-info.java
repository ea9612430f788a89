/** The models, listed in the words of each protocol. Nobody imports it. */
package dev.millrace.api.gateway.models;

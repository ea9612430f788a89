/** API keys: made, changed, rotated and revoked by their owners and by the operator. */
package dev.millrace.api.keys;

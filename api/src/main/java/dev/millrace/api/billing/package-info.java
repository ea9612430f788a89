/** Money as callers see it: balance and statement. The admin routes show entries the same way. */
package dev.millrace.api.billing;

/** What Runtools' clients ask for beside the model proxy itself. */
package dev.millrace.api.runtools;

package dev.millrace.api.queue;

import dev.millrace.api.http.PublicUrl;
import dev.millrace.model.ModelName;
import dev.millrace.request.RequestId;

/** Where a request's status, result and cancel are found. */
record Links(String response, String status, String cancel) {

  static Links of(PublicUrl base, ModelName model, RequestId id) {
    var response = base.value() + "/" + model + "/requests/" + id;
    return new Links(response, response + "/status", response + "/cancel");
  }
}

package dev.millrace.api.queue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.millrace.api.http.fault.Envelope;
import dev.millrace.api.http.quirk.FailedAnswer;
import dev.millrace.item.ResultItem;

/**
 * What came of a request.
 *
 * @param failure stands beside the other fields when the request did not complete
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ResultReply(@JsonUnwrapped ResultItem item, @JsonUnwrapped Envelope failure)
    implements FailedAnswer {}

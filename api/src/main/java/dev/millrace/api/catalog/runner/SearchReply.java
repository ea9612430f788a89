package dev.millrace.api.catalog.runner;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What was found, the best first. */
@Schema(name = "SearchReply")
record SearchReply(String query, List<SearchResult> results) {}

package dev.millrace.api.gateway.models;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What everything costs that the platform itself can run; the same for everybody. */
@Schema(name = "PriceList")
record PriceList(List<PricedModel> models) {}

package dev.millrace.api.catalog.runner;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What the models cost that were asked for.
 *
 * @param version of this shape
 * @param prices written already
 * @param notFound what was asked for and is not there
 */
@Schema(name = "ModelPricing")
record PriceBatch(
    int version,
    @JsonRawValue @Schema(type = SchemaType.ARRAY, implementation = PriceEntry.class) String prices,
    List<String> notFound) {}

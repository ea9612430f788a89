package dev.millrace.api.catalog.runner;

import com.fasterxml.jackson.annotation.JsonRawValue;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A part of a list of models.
 *
 * @param page from 1 up
 * @param total how many fit
 * @param data written already
 */
@Schema(name = "ModelPage")
record ModelPage(
    int page,
    int limit,
    int total,
    int totalPages,
    @JsonRawValue @Schema(type = SchemaType.ARRAY, implementation = ModelView.class) String data) {}

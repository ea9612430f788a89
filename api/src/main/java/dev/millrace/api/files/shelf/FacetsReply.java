package dev.millrace.api.files.shelf;

import dev.millrace.file.ShelfFacets;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How many files there are of each sort; a file may be of several.
 *
 * @param areCapped whether only the newest 100,000 were counted
 */
@Schema(name = "FileFacets")
record FacetsReply(
    long all,
    long favorites,
    long uploads,
    long outputs,
    long inputs,
    long external,
    boolean areCapped) {

  static FacetsReply of(ShelfFacets facets) {
    return new FacetsReply(
        facets.all(),
        facets.favourites(),
        facets.uploads(),
        facets.outputs(),
        facets.inputs(),
        facets.external(),
        facets.areCapped());
  }
}

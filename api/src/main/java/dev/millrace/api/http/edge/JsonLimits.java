package dev.millrace.api.http.edge;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/**
 * Bounds what a small body can cost to read: depth costs stack, a long number costs quadratic time.
 */
@Singleton
public class JsonLimits implements ObjectMapperCustomizer {
  static final int DEPTH = 64;
  private static final int TEXT = 10 * 1024 * 1024; // a file as a data URL may fill the whole body
  private static final int NUMBER = 100;
  private static final int NAME = 1024;

  @Override
  public void customize(ObjectMapper mapper) {
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(DEPTH)
                .maxStringLength(TEXT)
                .maxNumberLength(NUMBER)
                .maxNameLength(NAME)
                .build());
    mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }
}

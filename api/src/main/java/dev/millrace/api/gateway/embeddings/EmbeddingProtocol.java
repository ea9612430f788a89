package dev.millrace.api.gateway.embeddings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.embedding.EmbeddingRequest;
import dev.millrace.dialect.embedding.GeminiEmbeddings;
import dev.millrace.dialect.embedding.OpenAiEmbeddings;
import dev.millrace.money.Usage;
import java.util.List;

/** How embeddings are asked for and answered. */
enum EmbeddingProtocol {
  OPENAI {
    @Override
    EmbeddingRequest read(ObjectNode body) {
      return OpenAiEmbeddings.read(body);
    }

    @Override
    ObjectNode answer(List<JsonNode> vectors, Wanted wanted, Usage usage) {
      return OpenAiEmbeddings.answer(vectors, wanted.encoding(), wanted.model(), usage);
    }
  },
  /** Gemini's, for one content. */
  GEMINI {
    @Override
    EmbeddingRequest read(ObjectNode body) {
      return GeminiEmbeddings.read(body);
    }

    @Override
    ObjectNode answer(List<JsonNode> vectors, Wanted wanted, Usage usage) {
      return GeminiEmbeddings.answer(vectors, usage);
    }
  },
  GEMINI_BATCH {
    @Override
    EmbeddingRequest read(ObjectNode body) {
      return GeminiEmbeddings.readBatch(body);
    }

    @Override
    ObjectNode answer(List<JsonNode> vectors, Wanted wanted, Usage usage) {
      return GeminiEmbeddings.batchAnswer(vectors, usage);
    }
  };

  /** Fails with MALFORMED or FIELD_UNSUPPORTED, naming the field. */
  abstract EmbeddingRequest read(ObjectNode body);

  /** Fails with PROVIDER_BROKEN when one of them is no vector. */
  abstract ObjectNode answer(List<JsonNode> vectors, Wanted wanted, Usage usage);
}

package dev.millrace.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever shares an account upstream may not name what others keep there, nor run up its bill. */
class KeptUpstreamTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "openai-responses | previous_response_id | {'input':'hi','previous_response_id':'resp_1'}",
        "openai-responses | service_tier | {'input':'hi','service_tier':'priority'}",
        "openai-chat | service_tier | {'service_tier':'priority','messages':[{'role':'user','content':'hi'}]}",
        "openai-responses | conversation | {'input':'hi','conversation':{'id':'conv_1'}}",
        "openai-responses | prompt | {'prompt':{'id':'pmpt_1'}}",
        "openai-responses | input[0].type | {'input':[{'type':'item_reference','id':'msg_1'}]}",
        "openai-responses | input[1].content[0].file_id | {'input':[{'role':'user','content':'a'},{'role':'user','content':[{'type':'input_file','file_id':'file-1'}]}]}",
        "openai-responses | tools[0].vector_store_ids | {'input':'hi','tools':[{'type':'file_search','vector_store_ids':['vs_1']}]}",
        "openai-responses | tools[0].container | {'input':'hi','tools':[{'type':'code_interpreter','container':'cntr_1'}]}",
        "openai-chat | messages[0].content[0].file.file_id | {'messages':[{'role':'user','content':[{'type':'file','file':{'file_id':'file-1'}}]}]}",
        "openai-chat | messages[0].audio.id | {'messages':[{'role':'assistant','audio':{'id':'audio_1'}}]}",
        "anthropic | container | {'max_tokens':9,'container':'container_1','messages':[{'role':'user','content':'hi'}]}",
        "anthropic | messages[0].content[0].source.file_id | {'max_tokens':9,'messages':[{'role':'user','content':[{'type':'document','source':{'type':'file','file_id':'file_1'}}]}]}",
        "gemini | cachedContent | {'cachedContent':'cachedContents/1','contents':[{'parts':[{'text':'hi'}]}]}",
        "gemini | contents[0].parts[0].file_data.file_uri | {'contents':[{'parts':[{'file_data':{'file_uri':'https://generativelanguage.googleapis.com/v1beta/files/1'}}]}]}"
      })
  void whatBelongsToTheAccountUpstreamIsRefusedByName(String word, String field, String body) {
    assertThatThrownBy(() -> dialect(word).check((ObjectNode) Samples.json(body)))
        .isInstanceOfSatisfying(
            FaultException.class,
            refusal -> {
              assertThat(refusal.fault().code()).isEqualTo(FaultCode.FIELD_UNSUPPORTED);
              assertThat(refusal.fault().details()).containsEntry("param", field);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "openai-responses | {'input':'hi','service_tier':'flex','previous_response_id':null,'conversation':null}",
        "openai-responses | {'input':[{'type':'function_call','call_id':'a','name':'f','arguments':'{\\'file_id\\':1}'}],'tools':[{'type':'code_interpreter','container':{'type':'auto'}}]}",
        "anthropic | {'max_tokens':9,'messages':[{'role':'assistant','content':[{'type':'tool_use','id':'a','name':'f','input':{'file_id':'mine'}}]}]}",
        "gemini | {'contents':[{'parts':[{'fileData':{'fileUri':'https://example.org/a.png'}}]}]}"
      })
  void whatIsTheCallersOwnIsNot(String word, String body) {
    assertThatCode(() -> dialect(word).check((ObjectNode) Samples.json(body)))
        .doesNotThrowAnyException();
  }

  private static Dialect dialect(String word) {
    return Dialects.all().stream().filter(one -> one.word().equals(word)).findFirst().orElseThrow();
  }
}

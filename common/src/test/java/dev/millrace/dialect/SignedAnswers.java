package dev.millrace.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Answers with signed thoughts and calls, as upstreams of each protocol give them. */
final class SignedAnswers {
  /** The fields that proofs are in. */
  static final List<String> FIELDS =
      List.of("signature", "data", "encrypted_content", "thought_signature", "thoughtSignature");

  private static final Map<Dialect, Answer> ALL =
      Map.of(
          Dialects.ANTHROPIC,
          answer(
              """
              {'type':'message','role':'assistant','content':[
                {'type':'thinking','thinking':'Hm.','signature':'YW50aHJvcGlj'},
                {'type':'redacted_thinking','data':'cmVkYWN0ZWQ='},
                {'type':'text','text':'Looking.'},
                {'type':'tool_use','id':'toolu_1','name':'weather','input':{'city':'Rome'}}],
               'stop_reason':'tool_use','usage':{'input_tokens':1,'output_tokens':2}}""",
              List.of("YW50aHJvcGlj", "cmVkYWN0ZWQ="),
              List.of()),
          Dialects.RESPONSES,
          answer(
              """
              {'id':'resp_1','object':'response','status':'completed','output':[
                {'type':'reasoning','id':'rs_1','encrypted_content':'cmVzcG9uc2Vz','summary':[
                  {'type':'summary_text','text':'Hm.'}]},
                {'type':'message','role':'assistant','content':[
                  {'type':'output_text','text':'Looking.','annotations':[]}]},
                {'type':'function_call','id':'fc_1','call_id':'call_1','name':'weather',
                 'arguments':'{}'},
                {'type':'reasoning','id':'rs_2','encrypted_content':'b2YgYSBjYWxs','summary':[]}],
               'usage':{'input_tokens':1,'output_tokens':2,'total_tokens':3}}""",
              List.of("cmVzcG9uc2Vz"),
              List.of("b2YgYSBjYWxs")),
          Dialects.GEMINI,
          answer(
              """
              {'candidates':[{'content':{'role':'model','parts':[
                 {'text':'Hm.','thought':true,'thoughtSignature':'Z2VtaW5p'},
                 {'text':'Looking.'},
                 {'functionCall':{'name':'weather','args':{'city':'Rome'}},
                  'thoughtSignature':'Z29vZ2xl'}]},
                'finishReason':'STOP'}],
               'usageMetadata':{'promptTokenCount':1,'candidatesTokenCount':2}}""",
              List.of("Z2VtaW5p"),
              List.of("Z29vZ2xl")),
          Dialects.CHAT,
          answer(
              """
              {'id':'1','object':'chat.completion','choices':[{'index':0,'message':{
                 'role':'assistant','reasoning_content':'Hm.','content':'Looking.','tool_calls':[
                   {'id':'call_1','type':'function',
                    'function':{'name':'weather','arguments':'{}'},
                    'extra_content':{'google':{'thought_signature':'Y2hhdA=='}}}]},
                'finish_reason':'tool_calls'}],
               'usage':{'prompt_tokens':1,'completion_tokens':2,'total_tokens':3}}""",
              List.of(),
              List.of("Y2hhdA==")));

  private SignedAnswers() {}

  /**
   * An answer.
   *
   * @param thoughts the proofs of its thoughts
   * @param calls those of its calls
   */
  record Answer(ObjectNode body, List<String> thoughts, List<String> calls) {}

  static Answer of(Dialect upstream) {
    return ALL.get(upstream);
  }

  private static Answer answer(String body, List<String> thoughts, List<String> calls) {
    return new Answer((ObjectNode) Samples.json(body), thoughts, calls);
  }
}

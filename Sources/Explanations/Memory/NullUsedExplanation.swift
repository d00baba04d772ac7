import Analysis
import BPF
import Findings
import VerifierLog

/// A pointer used where it is known to be NULL.
public enum NullUsedExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1209", title: "a pointer is used where it is NULL",
    why: """
      On the path to this line the pointer is 0: it was set to NULL and nothing else was assigned, or the branch taken is the \
      one where the lookup found nothing. Other paths may be fine; the verifier walks them all.
      """,
    fix: "leave before this line on the path where the pointer is NULL",
    causes: [
      "the pointer starts as NULL and is assigned only in some branch",
      "the check is the wrong way round: `if (p) return` for `if (!p) return`",
      "two conditions belong together for the author, and the verifier cannot know",
    ],
    repair: .init(
      before: """
        struct value *v = NULL;

        if (a)
            v = bpf_map_lookup_elem(&map, &key);
        v->count++;
        """,
      after: """
        struct value *v = NULL;

        if (a)
            v = bpf_map_lookup_elem(&map, &key);
        if (!v)
            return 0;
        v->count++;
        """),
    seeAlso: ["A1201", "A1250"],
    examples: [
      .init(
        "5.18 and later", ["R6 invalid mem access 'scalar'"],
        path: ["3: (b7) r6 = 0                        ; R6_w=0", "4: (79) r1 = *(u64 *)(r6 +0)"],
        summary: "the pointer is used on a path where it is NULL"),
      .init(
        "5.4 to 5.17", ["R6 invalid mem access 'inv'"],
        path: ["3: (b7) r6 = 0", "4: R1=ctx(id=0,off=0,imm=0) R6_w=inv0 R10=fp0", "4: (79) r1 = *(u64 *)(r6 +0)"],
        summary: "the pointer is used on a path where it is NULL"),
    ])

  /// The register holds 0.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard let register = rejection.accessThroughNumber, let state = rejection.lastState(of: register),
      state.constant == 0, let failing = rejection.failingStep
    else { return nil }
    let name = rejection.pointerName(register)
    let pointer = name.map { "`\($0)`" } ?? "the pointer"
    var result = explained("\(pointer) is used on a path where it is NULL")
    result.register = register
    result.label = "\(rejection.failureLabel(of: nil)); \(pointer) is NULL on this path"
    let origin = rejection.trace.origin(of: register, before: failing)
    guard case .instruction(let made) = origin.definition else { return result }
    var events: [StoryEvent] = []
    switch rejection.trace.steps[made].instruction?.kind {
    case .move, .loadImmediate:
      // Compilers share one zero among several variables: the declaration is the better place where it says so.
      if let name,
        let declared = rejection.localDeclaration(
          name, before: failing, "\(pointer) is NULL from here on, on this path"),
        let text = declared.text, text.contains("NULL") || text.contains("= 0") || text.contains("= {")
      {
        result.related = [declared]
        return result
      }
      events.append(StoryEvent(step: made, label: "\(pointer) is NULL from here on, on this path", weight: .lost))
    default:
      if let check = rejection.trace.comparisons(of: register, before: failing).first {
        events.append(StoryEvent(step: check, label: "this path goes on where \(pointer) is NULL", weight: .lost))
      }
    }
    result.related = rejection.story(of: register, and: events, besides: rejection.span(failing, ""))
    return result
  }
}

import Analysis
import BPF
import Findings
import KernelFacts
import VerifierLog

/// An access to the stack beyond the frame's top end.
public enum OutOfFrameExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1006", title: "a stack access that goes past the end of the frame",
    why: """
      A frame's variables end at its top; what lies there is the caller's. The verifier refuses an access that begins in \
      the frame and ends beyond it, and one that begins beyond it. It does not know the ends of single variables: only what \
      leaves the whole frame is noticed.
      """,
    fix:
      "pass the size of the variable itself (`sizeof(variable)`), or make the variable as large as what is put into it",
    causes: [
      "a helper is told a size larger than the buffer: a constant from another place, the size of another struct",
      "`sizeof` of a pointer or of the wrong type is used",
      "a map's key or value type is larger than the variable whose address is passed",
      "an array is indexed by its own length, or a constant beyond it",
      "the address of a scalar is cast to a struct and written as a whole",
    ],
    repair: .init(
      before: "char comm[16];\n\nbpf_get_current_comm(comm, 32);",
      after: "char comm[16];\n\nbpf_get_current_comm(comm, sizeof(comm));"),
    seeAlso: ["A1001", "A1005", "A1301"],
    examples: [
      .init(
        "5.12 to 6.11", ["invalid indirect access to stack R1 off=-16 size=32"],
        summary: "32 bytes of stack are used where the frame has 16 left"),
      .init(
        "6.12 and later", ["invalid write to stack R1 off=-16 size=32"],
        summary: "32 bytes of stack are written where the frame has 16 left"),
      .init(
        "5.12 and later", ["invalid read from stack R2 off=-4 size=8"],
        summary: "8 bytes of stack are read where the frame has 4 left"),
      .init(
        "5.4 to 5.11", ["invalid stack type R1 off=-16 access_size=32"],
        summary: "32 bytes of stack are used where the frame has 16 left"),
      .init(
        "5.12 and later", ["invalid write to stack R10 off=0 size=8"],
        summary: "8 bytes of stack are written beyond the frame's end"),
      .init(
        "5.4 to 5.11", ["invalid stack off=8 size=8"],
        summary: "8 bytes of stack are used beyond the frame's end"),
      .init(
        "5.4 to 5.11", ["invalid stack type R3 off=0 access_size=4"],
        summary: "4 bytes of stack are used beyond the frame's end"),
    ])

  /// An access that leaves the frame upwards.
  public static func explain(_ rejection: Rejection) -> Explained? {
    // Beside this the page of memory and its length tells more.
    if rejection.messages.contains(where: {
      $0.contains("memory, len pair leads to invalid memory access")
        || $0.hasPrefix("Caller passes invalid args into func#")
    }) {
      return nil
    }
    for message in rejection.messages {
      guard let access = StackAccess(message), access.offset >= -KernelLimits.stackBytes, access.size > 0,
        access.size > -access.offset
      else { continue }
      let verb = access.isRead ? "read" : message.hasPrefix("invalid write") ? "written" : "used"
      let place =
        access.offset < 0 ? "where the frame has \(access.offset.magnitude) left" : "beyond the frame's end"
      return told("\(access.size) bytes of stack are \(verb) \(place)", access, message, rejection)
    }
    return nil
  }

  private static func told(
    _ summary: String, _ access: StackAccess, _ message: String, _ rejection: Rejection
  ) -> Explained {
    var result = explained(summary)
    let register = message.split(separator: " ").lazy.compactMap { MessageFormat("%r").match(String($0)) }
      .compactMap { Int($0[0]) }.first
    result.register = register == 10 ? nil : register
    if let step = rejection.failingStep, let call = rejection.refusedCall, let register,
      let text = rejection.argumentText(register)
    {
      result.summary =
        "\(call.callee) uses \(access.size) bytes at `\(text)`, where the frame has \(max(0, -access.offset)) left"
      result.label = "\(access.size) bytes at `\(text)` are used here"
      if let map = call.arguments.first, map.hasPrefix("&"), call.callee.hasPrefix("bpf_map_"),
        (2...3).contains(register)
      {
        let part =
          register == 2 && !["bpf_map_push_elem", "bpf_map_peek_elem", "bpf_map_pop_elem"].contains(call.callee)
        result.advice =
          "make `\(text)` as large as the \(part ? "key" : "value") of the map `\(map.dropFirst())`, \(access.size) bytes: it is used as a whole"
      }
      result.fixPlace = SourceNames.variable(in: text).flatMap {
        rejection.localDeclaration($0, before: step, "`\($0)` is declared here")
      }
    } else {
      result.tellStackVariable(of: rejection)
    }
    return result
  }
}

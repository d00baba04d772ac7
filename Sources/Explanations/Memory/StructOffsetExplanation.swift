import Findings
import VerifierLog

/// A kernel struct read at an offset that is a variable or negative.
public enum StructOffsetExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1232", title: "a kernel struct is read at an offset that is not a constant within it",
    why: """
      The verifier knows a kernel struct by its members: which one is read has to be known when the program is loaded. An \
      array member indexed by a variable, and an address before the pointer (container_of), lead to no member that it knows.
      """,
    fix:
      "copy what is needed with bpf_probe_read_kernel(&value, sizeof(value), &object->array[i]), which takes any address",
    causes: [
      "an array in a kernel struct is indexed by a variable",
      "container_of or a hand-written subtraction goes back from a member to the struct around it",
      "the index is a loop's counter",
    ],
    repair: .init(
      before: "error = task->numa_faults[i];",
      after: "bpf_probe_read_kernel(&error, sizeof(error), &task->numa_faults[i]);"),
    seeAlso: ["A1230", "A1250"],
    examples: [
      .init(
        "5.5 and later", ["R1 is ptr_task_struct invalid variable offset: off=16, var_off=(0x0; 0xff)"],
        summary: "struct task_struct is read at an offset that a variable decides"),
      .init(
        "5.5 and later", ["R1 is ptr_task_struct invalid negative access: off=-16"],
        summary: "struct task_struct is read 16 bytes before its start"),
    ])

  private static let variable = MessageFormat("%r is ptr_%w invalid variable offset: off=%d, var_off=")
  private static let negative = MessageFormat("%r is ptr_%w invalid negative access: off=%d")

  /// An offset that leads to no member.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      if let captures = variable.match(message), let register = Int(captures[0]) {
        let index = rejection.index(of: register)
        let who = index?.name.map { "`\($0)`" } ?? "a variable"
        var result = explained("struct \(captures[1]) is read at an offset that \(who) decides")
        result.register = register
        result.label = rejection.failureLabel(of: nil) + "; at which offset \(who) decides"
        return result
      }
      if let captures = negative.match(message), let register = Int(captures[0]), let offset = Int(captures[2]) {
        let before = RegionAccess.bytes(-max(offset, -Int.max))
        var result = explained("struct \(captures[1]) is read \(before) before its start")
        result.register = register
        result.label = rejection.failureLabel(of: nil) + ", \(before) before the start of struct \(captures[1])"
        return result
      }
    }
    return nil
  }
}

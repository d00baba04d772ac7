import Findings
import VerifierLog

/// A pointer other than the context that has to be passed or followed as it was given.
public enum MovedPointerExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1222", title: "a pointer was moved where it has to be as it was given",
    why: """
      A helper or kernel function that takes an object, and a kptr field that stores one, want the pointer to its start: it \
      stands for the object. `&object->member`, or the pointer plus a variable, is another address.
      """,
    fix: "pass the pointer as the helper or kernel function gave it",
    causes: [
      "the address of a member is passed where the object is meant",
      "the pointer was advanced in a loop or by an index",
      "container_of goes back to an address before the pointer that was given",
    ],
    repair: .init(before: "bpf_task_release((void *)&task->rcu_users);", after: "bpf_task_release(task);"),
    seeAlso: ["A1221"],
    examples: [
      .init(
        "5.14 and later", ["dereference of modified ptr_task_struct ptr R1 off=8 disallowed"],
        summary: "a pointer of kind ptr_task_struct was moved by 8 bytes where it has to be as it was given"),
      .init(
        "5.17 and later", ["negative offset ptr_task_struct ptr R1 off=-8 disallowed"],
        summary: "a pointer of kind ptr_task_struct was moved by -8 bytes where it has to be as it was given"),
      .init(
        "5.14 and later", ["variable ptr_task_struct access var_off=(0x0; 0xff) disallowed"],
        summary: "a pointer of kind ptr_task_struct was moved by a variable where it has to be as it was given"),
      .init(
        "5.14 and later", ["dereference of modified sock ptr R1 off=4 disallowed"],
        summary: "a pointer of kind sock was moved by 4 bytes where it has to be as it was given"),
    ])

  private static let modified = MessageFormat("dereference of modified %w ptr %w off=%d disallowed")
  private static let negative = MessageFormat("negative offset %w ptr %w off=%d disallowed")
  private static let variable = MessageFormat("variable %w access var_off=")

  /// A moved pointer.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard !MovedArgumentExplanation.isRelease(rejection) else { return nil }
    for message in rejection.messages {
      if let captures = modified.match(message) ?? negative.match(message), captures[0] != "ctx", captures[0] != "stack"
      {
        return told(captures[0], by: "\(captures[2]) bytes", register: register(captures[1]), rejection)
      }
      if let captures = variable.match(message), captures[0] != "ctx", captures[0] != "stack" {
        return told(captures[0], by: "a variable", register: rejection.addressRegister, rejection)
      }
    }
    return nil
  }

  private static func register(_ word: Substring) -> Int? { word.first == "R" ? Int(word.dropFirst()) : nil }

  private static func told(
    _ kind: Substring, by amount: String, register: Int?, _ rejection: Rejection
  ) -> Explained {
    let name = register.flatMap { rejection.quotedArgument($0) }
    var result = explained(
      "\(name ?? "a pointer of kind \(kind)") was moved by \(amount) where it has to be as it was given")
    result.register = register
    if rejection.failsInCall {
      result.label = "\(rejection.calleeName) is called here with a pointer that was moved by \(amount)"
    }
    return result
  }
}

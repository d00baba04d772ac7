import Findings
import VerifierLog

/// A pointer of a kind that nothing is read or written through.
public enum ForbiddenDereferenceExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1252", title: "a pointer of a kind that a program may not read or write through",
    why: """
      Some pointers stand for a thing and are not memory to the program: the packet's end is a border, a function is called, \
      a dynptr or a map is handed to helpers. Others may be read and not written.
      """,
    fix:
      "hand the pointer to the helper or kernel function that takes it, or use a pointer to the memory that is meant",
    causes: [
      "`*data_end` or `data_end[-1]`: read through a pointer from `data` instead, and compare it with data_end",
      "the address of a function is read as if it were data",
      "a dynptr's inside is read: use bpf_dynptr_read or bpf_dynptr_slice",
      "a map itself is written, where one of its values is meant",
      "an untrusted pointer is written through",
    ],
    repair: .init(
      before: "__u8 last = *((__u8 *)data_end - 1);",
      after: """
        __u8 *p = data;

        if ((void *)(p + 1) > data_end)
            return XDP_PASS;
        __u8 first = *p;
        """),
    seeAlso: ["A1250", "A1255", "A1050"],
    examples: [
      .init("5.4 to 7.3", ["R1 invalid mem access 'pkt_end'"], summary: "memory is accessed through the packet's end"),
      .init("5.4 and later", ["R1 invalid mem access 'map_ptr'"], summary: "memory is accessed through a map itself"),
      .init("5.13 and later", ["R2 invalid mem access 'func'"], summary: "memory is accessed through a function"),
      .init("6.1 and later", ["R1 invalid mem access 'dynptr_ptr'"], summary: "memory is accessed through a dynptr"),
      .init(
        "6.1 and later", ["R1 invalid mem access 'untrusted_ptr_'"],
        summary: "memory is accessed through a pointer of kind untrusted_ptr_"),
    ])

  private static let access = MessageFormat("%r invalid mem access '%w'")

  /// Kinds that are neither numbers nor may be NULL.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      guard let words = access.match(message), let register = Int(words[0]), !words[1].contains("or_null"),
        rejection.accessThroughNumber == nil, !words[1].hasPrefix("percpu_ptr"), !words[1].hasPrefix("user_ptr")
      else { continue }
      let noun = noun(words[1])
      let name = rejection.name(of: register)
      var result = explained("memory is accessed through \(name.map { "`\($0)`, " } ?? "")\(noun)")
      result.register = register
      result.label = "\(rejection.failureLabel(of: nil)); \(name.map { "`\($0)`" } ?? "the pointer") is \(noun)"
      if words[1] == "pkt_end" {
        result.advice = "read through a pointer made from data, and only compare it with data_end"
      } else if words[1].hasPrefix("dynptr") {
        result.advice = "read a dynptr with bpf_dynptr_read, bpf_dynptr_data or bpf_dynptr_slice"
      }
      return result
    }
    return nil
  }

  private static func noun(_ type: Substring) -> String {
    switch type {
    case "pkt_end": "the packet's end"
    case "map_ptr": "a map itself"
    case "func": "a function"
    case "dynptr_ptr", "dynptr": "a dynptr"
    case "sock", "sock_common", "tcp_sock", "xdp_sock": "a socket"
    case "ctx": "the context"
    default: "a pointer of kind \(type)"
    }
  }
}

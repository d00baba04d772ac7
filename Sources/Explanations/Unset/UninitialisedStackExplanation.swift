import Analysis
import BPF
import BPFObject
import Findings
import KernelFacts
import VerifierLog

/// Stack read, or handed to a helper, that was never written.
public enum UninitialisedStackExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1301", title: "stack is read that was never written",
    why: """
      What nobody wrote may hold the kernel's data. Up to 6.2 no load may read it or hand it to a helper; since 6.3 a load \
      with CAP_PERFMON may, and gets whatever was there: a map's key with unwritten padding is then never found again.
      """,
    fix: "clear the whole variable with __builtin_memset before filling it: an initialiser may leave padding unwritten",
    causes: [
      "a struct has padding between or after its members, and only the members are assigned",
      "a member is assigned on one branch only",
      "a buffer is filled by a helper that may fail, or only to a part, and is then used as a whole",
      "the variable is declared without a value, and a helper reads it (a key, a struct with flags)",
    ],
    repair: .init(
      before: """
        struct flow flow;

        flow.mark = skb->mark;
        flow.port = port;
        bpf_map_update_elem(&flows, &flow, &one, BPF_ANY);
        """,
      after: """
        struct flow flow;

        __builtin_memset(&flow, 0, sizeof(flow));
        flow.mark = skb->mark;
        flow.port = port;
        bpf_map_update_elem(&flows, &flow, &one, BPF_ANY);
        """),
    seeAlso: ["A1006", "A1302"],
    examples: [
      .init(
        "5.4 to 7.3", ["invalid read from stack off -8+0 size 8"],
        summary: "8 bytes of stack are read, and the byte at offset 0 of them was never written"),
      .init(
        "5.4 to 5.11", ["invalid indirect read from stack off -8+6 size 8"],
        summary: "8 bytes of stack are handed to a helper, and the byte at offset 6 of them was never written"),
      .init(
        "5.12 to 6.12", ["invalid indirect read from stack R2 off -8+6 size 8"],
        summary: "8 bytes of stack are handed to a helper, and the byte at offset 6 of them was never written"),
      .init(
        "7.2 and later", ["invalid read from stack R2 off -8+6 size 8"],
        summary: "8 bytes of stack are read, and the byte at offset 6 of them was never written"),
      .init(
        "7.0 and later, a slot that dead code wrote",
        ["reading from stack R2 off -16+0 size 8, slot poisoned by dead code elimination"],
        summary: "8 bytes of stack are read, and the byte at offset 0 of them was never written"),
      .init(
        "5.12 and later", ["invalid read from stack R10 off=-8 size=8"],
        summary: "8 bytes of stack are read, and none of them was ever written"),
      .init(
        "5.12 to 6.12", ["invalid indirect read from stack R3 var_off (0xfffffffffffffff0; 0xf)+4 size 8"],
        summary: "8 bytes of stack are handed to a helper, and the byte at offset 4 of them was never written"),
    ])

  private static let formats: [MessageFormat] = [
    MessageFormat("invalid%sread from stack off %d+%d size %d"),
    MessageFormat("invalid%sread from stack %w off %d+%d size %d"),
    MessageFormat("reading from stack %w off %d+%d size %d, slot poisoned"),
    MessageFormat("reading from stack off %d+%d size %d, slot poisoned"),
    MessageFormat("invalid%sread from stack %w var_off %s+%d size %d"),
    MessageFormat("invalid%sread from stack var_off %s+%d size %d"),
  ]

  /// A read of what nobody wrote.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      for format in formats {
        guard let captures = format.match(message), let size = captures.last, let index = captures.dropLast().last
        else {
          continue
        }
        let verb = message.hasPrefix("invalid indirect") ? "handed to a helper" : "read"
        let said = explained(
          "\(size) bytes of stack are \(verb), and the byte at offset \(index) of them was never written")
        return told(said, byte: Int(index), of: Int(size), message, rejection)
      }
      if let access = StackAccess(message), access.isRead, access.offset >= -KernelLimits.stackBytes,
        access.offset < 0, access.size >= 0, access.size <= -access.offset
      {
        let said = explained("\(access.size) bytes of stack are read, and none of them was ever written")
        return told(said, byte: nil, of: access.size, message, rejection)
      }
    }
    return nil
  }

  /// Names the variable, its member or its padding, and where it is declared.
  private static func told(
    _ said: Explained, byte: Int?, of size: Int?, _ message: String, _ rejection: Rejection
  ) -> Explained {
    var result = said
    guard let step = rejection.failingStep else { return result }
    if let call = rejection.refusedCall {
      guard let register = register(in: message) ?? rejection.stackArgument,
        let text = rejection.argumentText(register),
        let name = SourceNames.variable(in: text)
      else { return result }
      result.register = register
      let layout = rejection.layout(ofLocal: name, before: step)
      let isWhole = text == "&\(name)" || text == name
      let gap = isWhole ? byte.flatMap { at in layout.flatMap { place(of: at, in: $0) } } : nil
      let what =
        gap ?? byte.map { "byte \($0)\(size.map { " of \($0)" } ?? "") never written" } ?? "nothing in it written"
      result.summary = "`\(text)` is handed to \(call.callee) with \(what)"
      result.label = "\(call.callee) reads `\(text)` here, with \(what)"
      result.fixPlace = rejection.localDeclaration(name, before: step, "`\(name)` is declared here")
      result.related = []
      result.advice = "clear `\(name)` as a whole before it is filled: `__builtin_memset(&\(name), 0, sizeof(\(name)))`"
      return result
    }
    let names = rejection.unsetLocalsMentioned(at: step)
    result.label = "reads stack here that was never written"
    guard names.count == 1 else { return result }
    result.summary = "`\(names[0])` is read, and was never written\(byte.map { ": its bytes from \($0)" } ?? "")"
      .replacing(": its bytes from 0", with: "")
    result.fixPlace = rejection.localDeclaration(
      names[0], before: step, "`\(names[0])` is declared here, without a value")
    result.advice = "give `\(names[0])` a value where it is declared"
    return result
  }

  /// What a struct has at a byte: a member, or padding.
  private static func place(of byte: Int, in layout: DeclaredSizes.Layout) -> String? {
    guard byte >= 0, byte < layout.bytes else { return nil }
    if let member = layout.members.first(where: { byte >= $0.offset && byte < $0.offset + $0.bytes }) {
      return "its member `\(member.name)` never written"
    }
    let end = layout.members.map(\.offset).filter { $0 > byte }.min() ?? layout.bytes
    let bytes = end - byte == 1 ? "1 byte" : "\(end - byte) bytes"
    return "\(bytes) of padding, at offset \(byte), never written"
  }

  private static func register(in message: String) -> Int? {
    message.split(separator: " ").lazy.compactMap { MessageFormat("%r").match(String($0)) }.compactMap { Int($0[0]) }
      .first
  }
}

import VerifierLog

/// A kernel address written where user space can read it.
public enum PointerLeakExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1058", title: "a pointer is stored where user space could read it",
    why: """
      A pointer is a kernel address, and kernel addresses are secret. A load without CAP_PERFMON (before 5.8: \
      CAP_SYS_ADMIN) may store one in no map, packet, context or memory, nor keep half of one as a number.
      """,
    fix: "store a number instead: an id, an offset, or what the pointer points to",
    causes: [
      "the pointer itself is stored where what it points to was meant: `*value = ptr` for `*value = *ptr`",
      "an object's address is used as its key or id: use a cookie, an inode, a pid",
      "a struct with a pointer in it is copied into a map as a whole",
      "the program runs without CAP_PERFMON: a test under sudo does not show it",
    ],
    repair: .init(
      before: "value->packet = (__u64)data;", after: "value->length = data_end - data;"),
    seeAlso: ["A1055", "A1059"],
    examples: [
      .init("5.4 and later", ["R1 leaks addr into map"], summary: "a pointer would be stored in a map"),
      .init("5.4 and later", ["R2 leaks addr into ctx"], summary: "a pointer would be stored in the context"),
      .init("5.4 and later", ["R0 leaks addr into packet"], summary: "a pointer would be stored in the packet"),
      .init("5.4 and later", ["R4 leaks addr into flow keys"], summary: "a pointer would be stored in the flow keys"),
      .init(
        "5.11 and later", ["R4 leaks addr into mem"], summary: "a pointer would be stored in memory that others read"),
      .init(
        "5.4 and later, without CAP_PERFMON", ["leaking pointer from stack off -8"],
        summary: "part of a pointer would be read back from the stack as a number"),
      .init(
        "5.4 and later, without CAP_PERFMON", ["R2 partial copy of pointer"],
        summary: "half of a pointer would be kept as a number"),
      .init(
        "6.6 and later, without CAP_PERFMON", ["R2 sign-extension part of pointer"],
        summary: "part of a pointer would be kept as a number"),
    ])

  private static let leak = MessageFormat("R%d leaks addr into %s")
  private static let stack = MessageFormat("leaking pointer from stack off %d")
  private static let copy = MessageFormat("R%d partial copy of pointer")
  private static let extended = MessageFormat("R%d sign-extension part of pointer")

  /// A pointer about to be told. Returned ones are another page's.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      if let words = leak.match(message), let place = place(words[1]) {
        let register = Int(words[0])
        let name = register.flatMap { rejection.name(of: $0) }.map { "`\($0)`, a pointer," } ?? "a pointer"
        var result = explained("\(name) would be stored in \(place)")
        result.register = register
        result.label = "a kernel address would be stored here"
        result.notes = [note]
        return result
      }
      if stack.match(message) != nil {
        return explained("part of a pointer would be read back from the stack as a number")
      }
      if let words = copy.match(message) { return half(words[0], "half", rejection) }
      if let words = extended.match(message) { return half(words[0], "part", rejection) }
    }
    return nil
  }

  private static let note = "A load with CAP_PERFMON may do this; that it loads as root shows nothing."

  private static func half(_ register: Substring, _ part: String, _ rejection: Rejection) -> Explained {
    let register = Int(register)
    let name = register.flatMap { rejection.name(of: $0) }.map { "`\($0)`, a pointer," } ?? "a pointer"
    var result = explained(
      "\(part) of \(name) would be kept as a number", advice: "keep the pointer in a pointer or a 64-bit variable")
    result.register = register
    return result
  }

  /// Nil for what a helper gets: another page's.
  private static func place(_ text: Substring) -> String? {
    if text.hasPrefix("map") { return "a map" }
    if text.hasPrefix("ctx") { return "the context" }
    if text.hasPrefix("packet") { return "the packet" }
    if text.hasPrefix("flow keys") { return "the flow keys" }
    if text.hasPrefix("mem") { return "memory that others read" }
    return nil
  }
}

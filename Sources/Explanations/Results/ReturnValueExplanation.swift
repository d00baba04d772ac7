/// A return value that the program's type does not allow.
public enum ReturnValueExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1401", title: "a return value that the program's type does not allow",
    why: """
      The kernel acts on what a program returns and takes only the values that mean something to it: 0 and 1 for most cgroup \
      programs, 0 for tracing programs at function entry. The verifier has to see on every path that the value is one of them.
      """,
    fix: "return constants of the allowed range, or bound the value on every path (`return x ? 1 : 0`)",
    examples: [
      .init(
        "5.4 to 6.7", ["At program exit the register R0 has value (0x2; 0x0) should have been in (0x0; 0x1)"],
        summary: "the program returns 2; allowed is 0 to 1"),
      .init(
        "5.4 to 6.7", ["At program exit the register R0 has value (0x0; 0xffff) should have been in (0x0; 0x1)"],
        summary: "the program returns 0 to 65535; allowed is 0 to 1"),
      .init(
        "5.4 to 6.7", ["At program exit the register R0 has unknown scalar value should have been in (0x0; 0x0)"],
        summary: "the program returns a value that nothing bounds; allowed is 0"),
      .init(
        "6.8 and later", ["At program exit the register R0 has smin=0 smax=65535 should have been in [0, 1]"],
        summary: "the program returns 0 to 65535; allowed is 0 to 1"),
      .init(
        "6.8 and later", ["At program exit the register R0 has smin=2 smax=2 should have been in [0, 1]"],
        summary: "the program returns 2; allowed is 0 to 1"),
      .init(
        "6.8 and later", ["At program exit the register R0 has unknown scalar value should have been in [0, 1]"],
        summary: "the program returns a value that nothing bounds; allowed is 0 to 1"),
      .init(
        "6.8 and later", ["At callback return the register R0 has smin=5 smax=5 should have been in [0, 1]"],
        summary: "a callback returns 5; allowed is 0 to 1"),
      .init(
        "5.15 to 6.7", ["At async callback the register R0 has value (0x1; 0x0) should have been in (0x0; 0x0)"],
        summary: "a callback returns 1; allowed is 0"),
      .init(
        "5.4 and later", ["At program exit the register R0 is not a known value (map_value)"],
        summary: "the program returns a pointer (map_value), which is no known value"),
      .init(
        "5.9 and later", ["At subprogram exit the register R0 is not a scalar value (ctx)"],
        summary: "a global function returns a pointer (ctx), which is no plain value"),
      .init(
        "5.4 and later", ["R0 leaks addr as return value"],
        summary: "the program returns a pointer, which would show a kernel address"),
    ])

  private static let place = MessageFormat("At %w %w the register %w ")
  private static let async = MessageFormat("At async callback the register %w ")
  private static let notKnown = MessageFormat("At %w exit the register %w is not a known value (%w)")
  private static let notScalar = MessageFormat("At subprogram exit the register %w is not a scalar value (%w)")
  private static let leak = MessageFormat("%w leaks addr as return value")

  /// A return value out of its range.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      if let words = notKnown.match(message) {
        return explained("the program returns a pointer (\(words[2])), which is no known value")
      }
      if let words = notScalar.match(message) {
        return explained("a global function returns a pointer (\(words[1])), which is no plain value")
      }
      if leak.match(message) != nil {
        return explained("the program returns a pointer, which would show a kernel address")
      }
      if let said = outOfRange(message) { return explained(said) }
    }
    return nil
  }

  private static func outOfRange(_ message: String) -> String? {
    let isAsync = async.match(message) != nil
    guard let words = place.match(message) ?? async.match(message), let has = value(in: message),
      let allowed = allowed(in: message)
    else { return nil }
    // `At bpf_set_retval` (5.18 and later) is about a helper's argument.
    let who = isAsync || words[0] == "callback" || words[0] == "async" ? "a callback returns" : "the program returns"
    return "\(who) \(has); allowed is \(allowed)"
  }

  /// What the register holds, in words.
  private static func value(in message: String) -> String? {
    if message.contains(" has unknown scalar value") { return "a value that nothing bounds" }
    if let tnum = text(after: " has value ", in: message).flatMap(TristateRange.init) { return tnum.words }
    let least = text(after: " smin=", in: message).flatMap(leadingNumber)
    let most = text(after: " smax=", in: message).flatMap(leadingNumber)
    switch (least, most) {
    case (let least?, let most?): return least == most ? "\(least)" : "\(least) to \(most)"
    case (let least?, nil): return "\(least) or more"
    case (nil, let most?): return "\(most) or less"
    case (nil, nil): return nil
    }
  }

  /// The values allowed, in words.
  private static func allowed(in message: String) -> String? {
    guard let text = text(after: " should have been in ", in: message) else { return nil }
    if let tnum = TristateRange(text) { return tnum.words }
    guard let numbers = MessageFormat("[%d, %d]").numbers(String(text)) else { return nil }
    return numbers[0] == numbers[1] ? "\(numbers[0])" : "\(numbers[0]) to \(numbers[1])"
  }

  private static func text(after marker: String, in message: String) -> Substring? {
    guard let range = message.firstRange(of: marker) else { return nil }
    return message[range.upperBound...]
  }

  private static func leadingNumber(_ text: Substring) -> Int? {
    MessageFormat("%d").numbers(String(text))?.first
  }
}

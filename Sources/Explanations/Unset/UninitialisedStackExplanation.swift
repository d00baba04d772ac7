import KernelFacts

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
        "6.12 and later, a slot that dead code wrote",
        ["reading from stack R2 off -16+0 size 8, slot poisoned by dead code elimination"],
        summary: "8 bytes of stack are read, and the byte at offset 0 of them was never written"),
      .init(
        "5.12 and later", ["invalid read from stack R10 off=-8 size=8"],
        summary: "8 bytes of stack are read, and none of them was ever written"),
      .init(
        "5.12 to 6.12", ["invalid indirect read from stack R3 var_off (0xfffffffffffffff0; 0xf)+4 size 8"],
        summary: "8 bytes of stack are handed to a helper, and the byte at offset 4 of them was never written"),
    ])

  private static let formats: [(format: MessageFormat, verb: String)] = [
    (MessageFormat("invalid read from stack off %d+%d size %d"), "read"),
    (MessageFormat("invalid indirect read from stack off %d+%d size %d"), "handed to a helper"),
    (MessageFormat("invalid indirect read from stack %w off %d+%d size %d"), "handed to a helper"),
    (MessageFormat("invalid read from stack %w off %d+%d size %d"), "read"),
    (MessageFormat("reading from stack %w off %d+%d size %d, slot poisoned"), "read"),
    (MessageFormat("reading from stack off %d+%d size %d, slot poisoned"), "read"),
    (MessageFormat("invalid indirect read from stack %w var_off (%w; %w)+%d size %d"), "handed to a helper"),
    (MessageFormat("invalid read from stack %w var_off (%w; %w)+%d size %d"), "read"),
    (MessageFormat("invalid indirect read from stack var_off (%w; %w)+%d size %d"), "handed to a helper"),
    (MessageFormat("invalid read from stack var_off (%w; %w)+%d size %d"), "read"),
  ]

  /// A read of what nobody wrote.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      for (format, verb) in formats {
        guard let captures = format.match(message), let size = captures.last, let index = captures.dropLast().last
        else {
          continue
        }
        return explained(
          "\(size) bytes of stack are \(verb), and the byte at offset \(index) of them was never written")
      }
      if let access = StackAccess(message), access.isRead, access.offset >= -KernelLimits.stackBytes,
        access.offset < 0, access.size >= 0, access.size <= -access.offset
      {
        return explained("\(access.size) bytes of stack are read, and none of them was ever written")
      }
    }
    return nil
  }
}

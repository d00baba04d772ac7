/// An access to the stack that a message calls out of bounds. Reads are out of bounds, too, where the frame has not grown
/// that far yet: then nothing was ever written there (kernel/bpf/verifier.c, `check_stack_slot_within_bounds`).
struct StackAccess {
  /// Bytes from the frame's top, negative downwards.
  var offset: Int
  /// Bytes accessed.
  var size: Int
  /// Whether it is known to be a read.
  var isRead: Bool

  private static let formats: [(format: MessageFormat, captures: Int)] = [
    // ` write to `, ` read from `, ` indirect access to `, by version.
    (MessageFormat("invalid%sstack %w off=%d size=%d"), 4),
    (MessageFormat("invalid stack type %w off=%d access_size=%d"), 3),
    (MessageFormat("invalid stack off=%d size=%d"), 2),
  ]

  /// The access that a message names; nil when the message is another one.
  init?(_ message: String) {
    for (format, count) in Self.formats {
      guard let captures = format.match(message), captures.count == count, let offset = Int(captures[count - 2]),
        let size = Int(captures[count - 1])
      else { continue }
      self.offset = offset
      self.size = size
      isRead = captures[0].hasPrefix(" read")
      return
    }
    return nil
  }
}

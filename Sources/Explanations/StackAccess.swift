/// An access to the stack that a message calls out of bounds. Reads are out of bounds, too, where the frame has not grown
/// that far yet: then nothing was ever written there (kernel/bpf/verifier.c, `check_stack_slot_within_bounds`).
struct StackAccess {
  /// Bytes from the frame's top, negative downwards.
  var offset: Int
  /// Bytes accessed.
  var size: Int
  /// Whether it is known to be a read.
  var isRead: Bool

  static let formats: [(format: MessageFormat, isRead: Bool, captures: Int)] = [
    (MessageFormat("invalid write to stack %w off=%d size=%d"), false, 3),
    (MessageFormat("invalid read from stack %w off=%d size=%d"), true, 3),
    (MessageFormat("invalid indirect access to stack %w off=%d size=%d"), false, 3),
    (MessageFormat("invalid stack type %w off=%d access_size=%d"), false, 3),
    (MessageFormat("invalid stack off=%d size=%d"), false, 2),
  ]

  /// The access that a message names; nil when the message is another one.
  init?(_ message: String) {
    for (format, isRead, count) in Self.formats {
      guard let captures = format.match(message), captures.count == count, let offset = Int(captures[count - 2]),
        let size = Int(captures[count - 1])
      else { continue }
      self.offset = offset
      self.size = size
      self.isRead = isRead
      return
    }
    return nil
  }
}

/// What a message says that a register holds and may hold: `At program exit the register R0 has smin=2 smax=2 should have
/// been in [0, 1]`.
struct ReturnedRange {
  /// Where, as the message has it: `program exit`, `callback return`, `async callback`, `bpf_set_retval`.
  let place: String
  /// What it holds, in words.
  let has: String
  /// What is allowed, in words.
  let allowed: String

  private static let format = MessageFormat("At %s the register %r ")

  /// What a message says; nil when it is another one.
  init?(_ message: String) {
    guard let words = Self.format.match(message), let has = Self.value(in: message),
      let allowed = Self.allowed(in: message)
    else { return nil }
    place = String(words[0])
    self.has = has.words(within: allowed)
    self.allowed = allowed.words
  }

  private static func value(in message: String) -> ReturnedBounds? {
    if message.contains(" has unknown scalar value") { return ReturnedBounds() }
    if let tnum = text(after: " has value ", in: message).flatMap(TristateRange.init) { return ReturnedBounds(tnum) }
    let bounds = ReturnedBounds(
      least: text(after: " smin=", in: message).flatMap(leadingNumber),
      most: text(after: " smax=", in: message).flatMap(leadingNumber))
    return bounds == ReturnedBounds() ? nil : bounds
  }

  private static func allowed(in message: String) -> ReturnedBounds? {
    // To 5.2.
    if message.hasSuffix(" should have been 0 or 1") { return ReturnedBounds(least: 0, most: 1) }
    guard let text = text(after: " should have been in ", in: message) else { return nil }
    if let tnum = TristateRange(text) { return ReturnedBounds(tnum) }
    return MessageFormat("[%d, %d]").numbers(String(text)).map { ReturnedBounds(least: $0[0], most: $0[1]) }
  }

  private static func text(after marker: String, in message: String) -> Substring? {
    guard let range = message.firstRange(of: marker) else { return nil }
    return message[range.upperBound...]
  }

  private static func leadingNumber(_ text: Substring) -> Int? {
    MessageFormat("%d").numbers(String(text))?.first
  }
}

/// A comparison with the packet's end on the failing path.
struct PacketCheck {
  /// The step.
  var step: Int
  /// The compared pointer is the refused one, but for constants added to either.
  var isOfSamePointer: Bool
  /// Bytes behind that pointer's base that it compared with the end.
  var compared: Int
  /// Bytes behind the base that are proven after it on this path.
  var proven: Int
  /// Bytes behind the base that were proven before it.
  var provenBefore: Int
  /// It asks whether both are the same.
  var isEquality: Bool

  /// It proved something on this path.
  var hasProven: Bool { proven > provenBefore }
  /// It would have proved more, had it come out the other way.
  var hasFailed: Bool { !hasProven && compared > provenBefore && !isEquality }
}

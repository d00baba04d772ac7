/// A comparison with the packet's end on the failing path.
struct PacketCheck {
  /// The step.
  var step: Int
  /// The compared pointer is the refused one, but for constants added to either.
  var isOfSamePointer: Bool
  /// Bytes behind that pointer's base that it compared with the end.
  var compared: Int
  /// Bytes behind the base that it proves on this path.
  var proven: Int
  /// It asks whether both are the same.
  var isEquality: Bool
}

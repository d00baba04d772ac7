extension Array where Element == UInt8 {
  /// An own copy of `bytes`.
  init(copying bytes: Span<UInt8>) {
    self = unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) }
  }
}

/// A value as bytes, ready to be put into a variable.
public struct EncodedValue: Hashable, Sendable {
  /// The first byte's offset from the variable's start.
  public var offset: Int
  /// The bytes, little-endian.
  public var bytes: [UInt8]
  /// The bits of each byte that are the value's: all, but for bit fields.
  public var mask: [UInt8]

  /// Puts the value into the bytes of what holds the variable; false, and nothing is changed, when it does not fit.
  /// - Parameter start: the variable's offset in these bytes.
  public func put(into whole: inout [UInt8], at start: Int) -> Bool {
    let (first, overflow) = start.addingReportingOverflow(offset)
    guard !overflow, first >= 0, first <= whole.count, bytes.count <= whole.count - first else { return false }
    for index in bytes.indices {
      whole[first + index] = whole[first + index] & ~mask[index] | bytes[index] & mask[index]
    }
    return true
  }
}

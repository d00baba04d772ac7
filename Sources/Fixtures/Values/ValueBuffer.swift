import BTF

/// The bytes of a value while it is written, and which of their bits somebody wrote.
struct ValueBuffer {
  private(set) var bytes: [UInt8]
  private(set) var written: [UInt8]

  /// Bytes to start from.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    written = [UInt8](repeating: 0, count: bytes.count)
  }

  /// What came of putting bits there.
  enum Outcome {
    case done
    /// Something else was written to a part of it before.
    case overlaps
    /// It does not lie within the value: the types contradict themselves.
    case outside
  }

  mutating func put(_ number: UInt128, at bit: Int, width: Int) -> Outcome {
    guard let before = ValueBits.number(in: written, at: bit, width: width) else { return .outside }
    guard before == 0 else { return .overlaps }
    guard ValueBits.put(number, in: &bytes, at: bit, width: width),
      ValueBits.put(.max, in: &written, at: bit, width: width)
    else { return .outside }
    return .done
  }

  mutating func put(_ whole: [UInt8], atByte start: Int) -> Outcome {
    guard start >= 0, start <= bytes.count, whole.count <= bytes.count - start else { return .outside }
    guard written[start..<(start + whole.count)].allSatisfy({ $0 == 0 }) else { return .overlaps }
    for (index, byte) in whole.enumerated() {
      bytes[start + index] = byte
      written[start + index] = 0xff
    }
    return .done
  }
}

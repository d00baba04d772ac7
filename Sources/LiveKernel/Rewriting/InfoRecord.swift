import Rewriting

/// A record of `func_info` or `line_info` as the kernel takes it: the first four bytes are its instruction's slot
/// (include/uapi/linux/bpf.h: `insn_off`), the rest stays as it is.
struct InfoRecord: SlotRecord {
  private(set) var bytes: [UInt8]

  init(bytes: [UInt8]) { self.bytes = bytes }

  var slot: Int {
    get { bytes.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) } }
    set { for index in 0..<min(4, bytes.count) { bytes[index] = UInt8(truncatingIfNeeded: newValue >> (8 * index)) } }
  }

  /// The records that stand at a place in memory.
  static func records(at start: UnsafeRawPointer?, count: UInt32, size: UInt32) -> [InfoRecord] {
    guard let start = unsafe start, size >= 4 else { return [] }
    return (0..<Int(count)).map { number in
      unsafe InfoRecord(bytes: Array(UnsafeRawBufferPointer(start: start + number * Int(size), count: Int(size))))
    }
  }
}

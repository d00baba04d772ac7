import CCapture

/// Asks the kernel about BPF objects behind descriptors of this process.
enum KernelObjects {
  private enum Command: CInt {
    case lookUp = 1
    case programLoad = 5
    case info = 15
    case typesByID = 19
  }
  /// BTF of a kernel's size, and more.
  private static let mostTypes = 64 << 20

  /// A map.
  static func map(_ descriptor: CInt) -> MapInfo? {
    info(of: descriptor, size: MapInfo.size).map { MapInfo(fields: $0) }
  }

  /// A program's id and tag.
  static func program(_ descriptor: CInt) -> (id: UInt32, tag: String)? {
    guard let info = info(of: descriptor, size: 80) else { return nil }
    let digits = Array("0123456789abcdef".utf8)
    let tag = info.bytes[8..<16].flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return (info.word(4), String(decoding: tag, as: UTF8.self))
  }

  /// The bytes of BTF.
  static func types(_ descriptor: CInt) -> [UInt8]? {
    // bytes, size, id, name, its length, whether it is the kernel's
    guard let first = info(of: descriptor, size: 32), first.word(28) == 0 else { return nil }
    let size = Int(first.word(8))
    guard size > 0, size <= mostTypes else { return nil }
    let bytes = PinnedBytes(zeros: size)
    var request = Fields(count: 32)
    request.set(0, to: bytes.address)
    request.set(8, to: UInt32(size))
    guard info(of: descriptor, filled: request) != nil else { return nil }
    return Array(bytes.array.prefix(size))
  }

  /// The bytes of BTF by its id.
  static func types(id: UInt32) -> [UInt8]? {
    var attributes = Fields(count: 12)
    attributes.set(0, to: id)
    let descriptor = call(.typesByID, attributes)
    guard descriptor >= 0 else { return nil }
    // Held to the end of the scope: it is closed with its owner.
    let owner = TakenDescriptor(adopting: descriptor)
    return types(owner.raw)
  }

  /// The value of an array map's first element.
  static func firstValue(of descriptor: CInt, size: Int) -> [UInt8]? {
    let key = PinnedBytes(zeros: 4)
    let value = PinnedBytes(zeros: (size + 7) / 8 * 8)
    var attributes = Fields(count: 32)
    attributes.set(0, to: UInt32(descriptor))
    attributes.set(8, to: key.address)
    attributes.set(16, to: value.address)
    guard call(.lookUp, attributes) >= 0 else { return nil }
    return Array(value.array.prefix(size))
  }

  /// Loads a program: a descriptor or -errno.
  static func load(_ attributes: Fields) -> CInt { call(.programLoad, attributes) }

  private static func info(of descriptor: CInt, size: Int) -> Fields? {
    info(of: descriptor, filled: Fields(count: size))
  }

  private static func info(of descriptor: CInt, filled: Fields) -> Fields? {
    let answer = PinnedBytes(filled.bytes)
    var attributes = Fields(count: 16)
    attributes.set(0, to: UInt32(descriptor))
    attributes.set(4, to: UInt32(filled.bytes.count))
    attributes.set(8, to: answer.address)
    guard call(.info, attributes) == 0 else { return nil }
    return Fields(Array(answer.array.prefix(filled.bytes.count)))
  }

  private static func call(_ command: Command, _ attributes: Fields) -> CInt {
    var bytes = attributes.bytes
    return unsafe bytes.withUnsafeMutableBytes {
      unsafe assay_kernel_call(command.rawValue, $0.baseAddress, UInt32($0.count))
    }
  }
}

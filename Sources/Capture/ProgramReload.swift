import Bundles
import BPF
import CCapture
import Glibc

/// A program of the command, loaded once more by us so that the verifier's log is there. The command is not touched.
struct ProgramReload {
  /// Bytes of log that are asked for: the second where the first do not hold it. Only what is written takes memory.
  private static let logSizes = [16 << 20, 256 << 20]
  /// Log level 2: every instruction that the verifier walks, with the registers.
  private static let level: UInt32 = 2

  /// What came out.
  struct Result {
    var error: BundleError?
    var log: [UInt8]
  }

  let attributes: LoadAttributes
  let thread: TracedThread
  /// The instructions as the command has them.
  let code: [UInt8]
  /// The licence.
  let license: [UInt8]
  /// The descriptors that instructions name by their place.
  let array: [Int32]

  /// Loads it.
  func run() -> Result {
    var held: [CInt] = []
    defer { for descriptor in held { close(descriptor) } }
    var known: [Int32: CInt] = [:]
    /// Our descriptor for one of the command's; its own number where there is none, which the kernel will refuse.
    func own(_ descriptor: Int32) -> Int32 {
      if let own = known[descriptor] { return own }
      let taken = descriptor < 0 ? -1 : assay_take_descriptor(thread.process.id, descriptor)
      guard taken >= 0 else { return -1 }
      held.append(taken)
      known[descriptor] = taken
      return taken
    }
    var words = CodeWord.words(code)
    for slot in CodeWord.starts(words) {
      var word = CodeWord(words[slot])
      guard word.pseudo == .mapDescriptor || word.pseudo == .mapValue else { continue }
      word.immediate = own(word.immediate)
      words[slot] = word.rawValue
    }
    let ownArray = array.map { $0 > 0 ? own($0) : 0 }
    let instructions = PinnedBytes(
      words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) } })
    let licenseBytes = PinnedBytes(license + [0])
    let functions = PinnedBytes(
      thread.read(attributes.functions, count: attributes.functionCount * min(attributes.functionSize, 64)))
    let lines = PinnedBytes(
      thread.read(attributes.lines, count: attributes.lineCount * min(attributes.lineSize, 64)))
    let relocations = PinnedBytes(
      thread.read(attributes.relocations, count: attributes.relocationCount * min(attributes.relocationSize, 64)))
    let descriptors = PinnedBytes(
      ownArray.flatMap { descriptor in
        (0..<4).map { UInt8(truncatingIfNeeded: UInt32(bitPattern: descriptor) >> ($0 * 8)) }
      })

    var fields = attributes.fields
    fields.grow(to: 48)
    typealias Place = LoadAttributes.Place
    fields.set(Place.instructions, to: instructions.address)
    fields.set(Place.license, to: licenseBytes.address)
    if attributes.types > 0 { fields.set(Place.types, to: UInt32(bitPattern: own(attributes.types))) }
    if attributes.functionCount > 0 { fields.set(Place.functions, to: functions.address) }
    if attributes.lineCount > 0 { fields.set(Place.lines, to: lines.address) }
    if attributes.target > 0 { fields.set(Place.target, to: UInt32(bitPattern: own(attributes.target))) }
    if attributes.descriptors != 0 { fields.set(Place.descriptors, to: descriptors.address) }
    if attributes.relocationCount > 0 { fields.set(Place.relocations, to: relocations.address) }
    if attributes.hasToken { fields.set(Place.token, to: UInt32(bitPattern: own(attributes.token))) }
    return load(fields)
  }

  private func load(_ fields: Fields) -> Result {
    var fields = fields
    var result = Result(error: nil, log: [])
    for size in Self.logSizes {
      let log = PinnedBytes(unwritten: size)
      fields.set(LoadAttributes.Place.log, to: log.address)
      fields.set(LoadAttributes.Place.logSize, to: UInt32(size))
      fields.set(LoadAttributes.Place.logLevel, to: Self.level)
      let loaded = Self.loadUninterrupted(fields)
      if loaded >= 0 { close(loaded) }
      result = Result(error: loaded < 0 ? BundleError(-loaded) : nil, log: log.text)
      // Kernels before 6.4 say so where a log does not fit; later ones keep its end.
      if loaded != -ENOSPC { break }
    }
    return result
  }

  /// The verifier gives up with EAGAIN where a signal is pending.
  private static func loadUninterrupted(_ fields: Fields) -> CInt {
    for _ in 0..<10 {
      let loaded = KernelObjects.load(fields)
      if loaded != -EAGAIN { return loaded }
    }
    return -EAGAIN
  }
}

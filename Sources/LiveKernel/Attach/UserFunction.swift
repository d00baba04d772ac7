import CProcess
import Glibc

/// A function of this very process, and where its code lies in a file: uprobes are attached to bytes of files, and this
/// file is there in every machine.
struct UserFunction {
  /// The executable or library that holds it.
  let path: String
  /// Where its code begins in that file, in bytes.
  let offset: Int

  private typealias Argument = UnsafePointer<CChar>?
  private typealias Function =
    @convention(c) (Argument, Argument, Argument, Argument, Argument, Argument) -> CInt

  /// Calls it, with the address of the same text in each argument: a program that reads one does the same each time.
  static func call() {
    unsafe "localhost".withCString { unsafe _ = assay_probed($0, $0, $0, $0, $0, $0) }
  }

  /// Nothing else calls it.
  private static let function: Function = unsafe assay_probed
  private static let mostBytes = 1 << 20

  /// Finds it by what `/proc/self/maps` says is mapped where; nil where that cannot be read.
  init?() {
    let address = unsafe UInt(bitPattern: unsafeBitCast(Self.function, to: Int.self))
    guard let maps = SystemFile.bytes("/proc/self/maps", most: Self.mostBytes) else { return nil }
    for line in maps.split(separator: UInt8(ascii: "\n")) {
      // START-END PERMISSIONS OFFSET DEVICE INODE PATH, the first three numbers in hexadecimal.
      let fields = String(decoding: line, as: UTF8.self).split(separator: " ", maxSplits: 5)
      let bounds = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
      guard fields.count == 6, bounds.count == 2, bounds[0] <= address, address < bounds[1],
        let start = UInt(fields[2], radix: 16)
      else { continue }
      path = String(fields[5].drop { $0 == " " })
      offset = Int(address - bounds[0] + start)
      return
    }
    return nil
  }
}

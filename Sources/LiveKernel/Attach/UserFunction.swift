import Glibc

/// A function of this very process, and where its code lies in a file: uprobes are attached to bytes of files, and this
/// file is there in every machine.
struct UserFunction {
  /// The executable or library that holds it.
  let path: String
  /// Where its code begins in that file, in bytes.
  let offset: Int

  private typealias Argument = UnsafePointer<CChar>
  private typealias Function = @convention(c) (Argument, Argument, Argument, Argument, Argument, Argument) -> pid_t

  /// Calls it. It takes no arguments, but who looks at the registers finds the address of a text in each of them, whatever
  /// was there before: a program that reads it does the same each time.
  static func call() {
    let called = unsafe unsafeBitCast(function, to: Function.self)
    text.withUTF8Buffer { bytes in
      unsafe bytes.withMemoryRebound(to: CChar.self) { bytes in
        guard let text = bytes.baseAddress else { return }
        unsafe _ = called(text, text, text, text, text, text)
      }
    }
  }

  private static let text: StaticString = "localhost"

  /// Nothing here calls it otherwise.
  private static let function: @convention(c) () -> pid_t = getpgrp
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

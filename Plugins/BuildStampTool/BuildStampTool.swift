import Foundation

/// `buildstamp OUTPUT SOURCE...` writes `BuildIdentity.contents`: a digest of the sources' names and bytes, in the order
/// given. No path, time or host goes into it: equal sources give equal digests anywhere.
@main
struct BuildStampTool {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 3 else {
      FileHandle.standardError.write(Data("usage: buildstamp OUTPUT SOURCE...\n".utf8))
      exit(2)
    }
    var digest = Digest()
    for path in arguments.dropFirst(2) {
      let url = URL(fileURLWithPath: path)
      digest.add(Data(url.lastPathComponent.utf8))
      digest.add(try Data(contentsOf: url))
    }
    let body = """
      extension BuildIdentity {
        /// A digest of the sources that say what travels.
        static let contents = "\(digest.hexadecimal)"
      }

      """
    try body.write(toFile: arguments[1], atomically: true, encoding: .utf8)
  }
}

/// FNV-1a over 64 bits: it tells builds apart, it keeps no secret.
struct Digest {
  private var state: UInt64 = 0xcbf2_9ce4_8422_2325

  /// Adds a field: its length, then its bytes.
  mutating func add(_ field: Data) {
    for shift in stride(from: 0, to: 64, by: 8) { add(UInt8(truncatingIfNeeded: field.count >> shift)) }
    for byte in field { add(byte) }
  }

  private mutating func add(_ byte: UInt8) {
    state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
  }

  /// The digest as 16 hexadecimal digits.
  var hexadecimal: String {
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

/// Domain names as DNS writes them: parts with their lengths before them (RFC 1035, section 3.1).
enum DNSName {
  /// The bytes of a name as `example.com`, `.` for the root; `\.` and `\065` stand for bytes. Nil when it is none.
  static func bytes(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var label: [UInt8] = []
    var isOpen = false
    var rest = Array(text.utf8)[...]
    if text == "." { return [0] }
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "."):
        guard !label.isEmpty, label.count <= 63 else { return nil }
        bytes += [UInt8(truncatingIfNeeded: label.count)] + label
        label = []
        isOpen = false
        continue
      case UInt8(ascii: "\\"):
        guard let next = rest.first else { return nil }
        if (0x30...0x39).contains(next) {
          guard let value = UInt8(String(decoding: rest.prefix(3), as: UTF8.self)), rest.count >= 3 else { return nil }
          label.append(value)
          rest = rest.dropFirst(3)
        } else {
          label.append(next)
          rest = rest.dropFirst()
        }
      default: label.append(byte)
      }
      isOpen = true
    }
    if isOpen {
      guard label.count <= 63 else { return nil }
      bytes += [UInt8(truncatingIfNeeded: label.count)] + label
    }
    bytes.append(0)
    return bytes.count > 1 && bytes.count <= 255 ? bytes : nil
  }

  /// One past a name, what it points to left out; nil when it does not end before `limit`.
  static func end(_ bytes: [UInt8], _ start: Int, limit: Int) -> Int? {
    var at = start
    while at < limit {
      switch bytes[at] {
      case 0: return at + 1
      case 0xc0...: return at + 2 <= limit ? at + 2 : nil
      case 1...63: at += 1 + Int(bytes[at])
      default: return nil
      }
    }
    return nil
  }

  /// The text of a name. Pointers count from `message` and lead back only, so that it ends.
  static func text(_ bytes: [UInt8], _ start: Int, message: Int, limit: Int) -> String? {
    var parts: [String] = []
    var (at, lowest, total) = (start, start, 0)
    while at < limit {
      let length = Int(bytes[at])
      switch length {
      case 0: return parts.isEmpty ? "." : parts.joined(separator: ".")
      case 0xc0...:
        guard at + 1 < limit else { return nil }
        let target = message + ((length & 0x3f) << 8 | Int(bytes[at + 1]))
        guard target < lowest else { return nil }
        (at, lowest) = (target, target)
      case 1...63:
        total += length + 1
        guard at + 1 + length <= limit, total <= 255 else { return nil }
        parts.append(label(bytes[at + 1..<at + 1 + length]))
        at += 1 + length
      default: return nil
      }
    }
    return nil
  }

  private static func label(_ bytes: ArraySlice<UInt8>) -> String {
    bytes.map { byte in
      switch byte {
      case UInt8(ascii: "."), UInt8(ascii: "\\"): "\\" + String(UnicodeScalar(byte))
      case 0x21...0x7e: String(UnicodeScalar(byte))
      default: "\\" + String(repeating: "0", count: 3 - String(byte).utf8.count) + String(byte)
      }
    }.joined()
  }
}

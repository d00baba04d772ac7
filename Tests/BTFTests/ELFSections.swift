import Foundation

/// Just enough ELF for this room's tests: a 64-bit little-endian object's section by name.
func elfSection(_ name: String, of path: String) throws -> [UInt8]? {
  let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  func number(_ at: Int, _ size: Int) -> Int { (0..<size).reduce(0) { $0 | Int(bytes[at + $1]) << ($1 * 8) } }
  let table = number(40, 8)
  let count = number(60, 2)
  let names = number(table + number(62, 2) * 64 + 24, 8)
  for index in 0..<count {
    let header = table + index * 64
    let start = names + number(header, 4)
    if String(decoding: bytes[start...].prefix { $0 != 0 }, as: UTF8.self) == name {
      return Array(bytes[number(header + 24, 8)..<(number(header + 24, 8) + number(header + 32, 8))])
    }
  }
  return nil
}

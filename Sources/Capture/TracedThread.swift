import Bundles
import CCapture
import Project

/// A stopped thread of the command, to look into.
struct TracedThread: Sendable {
  /// The thread's id.
  let id: Int32
  /// The process that it belongs to.
  let process: BundleProcess

  init(_ id: Int32) {
    self.id = id
    let status = Self.file("/proc/\(id)/status")
    let group = status.split(separator: "\n").first { $0.hasPrefix("Tgid:") }?.split(separator: "\t").last
    let process = group.flatMap { Int32($0) } ?? id
    let name = Self.file("/proc/\(process)/comm")
    self.process = BundleProcess(id: process, name: String(name.prefix { $0 != "\n" }))
  }

  /// Its memory from an address on; fewer bytes where it ends.
  func read(_ address: UInt64, count: Int) -> [UInt8] {
    guard address != 0, count > 0 else { return [] }
    var bytes = [UInt8](repeating: 0, count: count)
    let got = unsafe bytes.withUnsafeMutableBytes {
      unsafe assay_read_memory(id, address, $0.baseAddress, UInt($0.count))
    }
    return Array(bytes.prefix(max(0, Int(got))))
  }

  /// A text up to its NUL, of at most `limit` bytes.
  func text(_ address: UInt64, limit: Int) -> [UInt8] {
    var text: [UInt8] = []
    var place = address
    // Page by page: a read that goes over the end of the memory gives nothing of the last page.
    while address != 0, text.count < limit {
      let page = min(4096 - Int(place % 4096), limit - text.count)
      let bytes = read(place, count: page)
      text += bytes.prefix { $0 != 0 }
      if bytes.contains(0) || bytes.count < page { break }
      place += UInt64(page)
    }
    return text
  }

  /// A short text.
  func string(_ address: UInt64, limit: Int = 4096) -> String {
    String(decoding: text(address, limit: limit), as: UTF8.self)
  }

  private static func file(_ path: String) -> String {
    do throws(FileError) {
      return String(decoding: try LocalFile.read(path, limit: 1 << 16), as: UTF8.self)
    } catch {
      return ""
    }
  }
}

import Project

/// A file that an object was made from, as it was then.
struct FileRecord {
  let path: String
  let stamp: FileStamp
  let digest: String
  private let recorded: Int64
  /// Whether the text may take in files that clang's list of headers leaves out (`#embed`, `.incbin`).
  let readsUnlistedFiles: Bool

  /// The file as it is now.
  init(of path: String) throws(FileError) {
    self.path = path
    recorded = FileStamp.now
    stamp = try FileStamp(of: path)
    let bytes = try LocalFile.read(path, limit: Self.limit)
    digest = ContentHasher.digest(of: bytes)
    readsUnlistedFiles = Self.mayReadOtherFiles(bytes)
  }

  /// A stored record.
  init?(_ fields: inout FieldReader) {
    guard let path = fields.next(), let device = fields.number(), let inode = fields.number(),
      let size = fields.number(), let modified = fields.number(), let changed = fields.number(),
      let recorded = fields.number(), let digest = fields.next()
    else { return nil }
    self.path = String(decoding: path, as: UTF8.self)
    stamp = FileStamp(
      device: device, inode: inode, size: size, modified: Int64(bitPattern: modified),
      changed: Int64(bitPattern: changed))
    self.recorded = Int64(bitPattern: recorded)
    self.digest = String(decoding: digest, as: UTF8.self)
    readsUnlistedFiles = false
  }

  func write(to fields: inout FieldWriter) {
    fields.add(Array(path.utf8))
    for number in [stamp.device, stamp.inode, stamp.size] { fields.add(number) }
    for number in [stamp.modified, stamp.changed, recorded] { fields.add(UInt64(bitPattern: number)) }
    fields.add(digest)
  }

  /// The record as it is to be from now on when the file still holds the same bytes; nil when it does not. The file is not
  /// read again when its stamp is the same and was no longer young when it was recorded: a second change within one tick
  /// of the clock would leave no trace.
  func confirmed() -> FileRecord? {
    guard let now = try? FileStamp(of: path) else { return nil }
    if now == stamp, isSettled { return self }
    guard now.size == stamp.size, let record = try? FileRecord(of: path), record.digest == digest else { return nil }
    return record
  }

  /// Whether the stamp alone tells that the file has not changed.
  var isSettled: Bool { max(stamp.changed, stamp.modified) < recorded - 1_000_000_000 }

  /// Whether `#embed` (clang 19) or the assembler's `.incbin` may stand in a text.
  private static func mayReadOtherFiles(_ bytes: [UInt8]) -> Bool {
    let words = [Array("embed".utf8), Array(".incbin".utf8)]
    for word in words {
      var rest = bytes[...]
      while let first = rest.firstIndex(of: word[0]) {
        rest = rest[(first + 1)...]
        guard rest.starts(with: word[1...]) else { continue }
        // `embed` is a directive only behind a `#`; comments are full of "embedded".
        let before = bytes[..<first].last { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
        if word.count != 5 || before == UInt8(ascii: "#") { return true }
      }
    }
    return false
  }

  private static let limit = 256 << 20
}

import Project

/// Compiled objects in the cache, one file a request: the headers that were read with their digests, what clang printed,
/// the object. Whether it still holds is asked of the files, not of clang.
struct ObjectStore {
  let cache: DiskCache

  /// What was stored.
  struct Entry {
    var messages: String
    var object: [UInt8]
  }

  /// The object for a request whose source and headers have not changed.
  func find(_ request: CompileRequest) -> Entry? {
    guard let stored = cache.read(name(request)) else { return nil }
    var fields = FieldReader(stored)
    guard fields.next() == Array(Self.version.utf8), let count = fields.number(), count <= 1 << 20 else { return nil }
    var files: [FileRecord] = []
    var isRefreshed = false
    for _ in 0..<count {
      guard let stored = FileRecord(&fields), let file = stored.confirmed() else { return nil }
      isRefreshed = isRefreshed || (file.isSettled && !(stored.isSettled && stored.stamp == file.stamp))
      files.append(file)
    }
    guard let messages = fields.next(), let object = fields.next(), let digest = fields.next(),
      ContentHasher.digest(of: object) == String(decoding: digest, as: UTF8.self)
    else { return nil }
    let entry = Entry(messages: String(decoding: messages, as: UTF8.self), object: object)
    // Files were touched, or had only just been written: next time their stamps will do.
    if isRefreshed { try? write(entry, files, for: request) }
    return entry
  }

  /// Stores an object. It is not stored when a file changed while clang ran, or reads what clang does not list.
  func keep(
    _ object: [UInt8], _ messages: String, headers: [String], for request: CompileRequest, started: Int64
  ) throws(FileError) {
    guard cache.directory != nil, request.header == nil || request.header?.lastingName != nil else { return }
    let paths = [request.argument] + request.flags.forcedIncludes + headers
    var files: [FileRecord] = []
    for path in paths {
      let file = try FileRecord(of: path)
      // File stamps tick every few milliseconds: a change right before the start cannot be told from one after it.
      guard file.stamp.modified < started - 20_000_000, !file.readsUnlistedFiles else { return }
      files.append(file)
    }
    try write(Entry(messages: messages, object: object), files, for: request)
  }

  private func write(_ entry: Entry, _ files: [FileRecord], for request: CompileRequest) throws(FileError) {
    var writer = FieldWriter()
    writer.add(Self.version)
    writer.add(UInt64(files.count))
    for file in files { file.write(to: &writer) }
    writer.add(entry.messages)
    writer.add(entry.object)
    writer.add(ContentHasher.digest(of: entry.object))
    try cache.write(writer.bytes, as: name(request))
  }

  private func name(_ request: CompileRequest) -> String { "objects/\(request.key)" }

  private static let version = "assay object 1"
}

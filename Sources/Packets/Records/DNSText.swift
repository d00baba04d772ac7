import Placed

/// Questions and resource records of a DNS message as people read them, and as a test file gives them.
struct DNSText {
  /// The packet.
  let bytes: [UInt8]
  /// Where they are in it.
  let range: Range<Int>
  /// The first byte of the message, to which names may point.
  let message: Int

  /// One line: `example.com a, example.com aaaa`, `example.com a 10.0.0.1`.
  func line(_ kind: FieldKind) -> String {
    let entries = entries(kind).map { entry in
      let type = FieldText.text(.names(DNSTypes.all), 16, entry.type)
      return [entry.name, type, entry.data.map { text($0, entry.type) } ?? ""].filter { !$0.isEmpty }
        .joined(separator: " ")
    }
    return FieldText.line(entries)
  }

  /// A list that a test file takes.
  func yaml(_ kind: FieldKind) -> String {
    let entries = entries(kind).map { entry in
      var parts = ["name: \(YAMLText.quoted(entry.name))"]
      if entry.type != 1 { parts.append("type: \(FieldText.text(.names(DNSTypes.all), 16, entry.type))") }
      if entry.class != 1 { parts.append("class: \(FieldText.text(.names(DNSTypes.classes), 16, entry.class))") }
      guard let data = entry.data else { return "{\(parts.joined(separator: ", "))}" }
      return "{\((parts + ["ttl: \(entry.ttl)", "data: \(yaml(data, entry.type))"]).joined(separator: ", "))}"
    }
    return "[\(entries.joined(separator: ", "))]"
  }

  private struct Entry {
    var name: String
    var type: UInt128
    var `class`: UInt128
    var ttl: UInt128 = 0
    /// Of a resource record.
    var data: Range<Int>?
  }

  private func entries(_ kind: FieldKind) -> [Entry] {
    var isQuestion = false
    if case .questions = kind { isQuestion = true }
    var entries: [Entry] = []
    var at = range.lowerBound
    while at < range.upperBound, let end = DNSName.end(bytes, at, limit: range.upperBound),
      end + (isQuestion ? 4 : 10) <= range.upperBound
    {
      var entry = Entry(
        name: name(at), type: BitField.read(bytes, at: end * 8, width: 16),
        class: BitField.read(bytes, at: end * 8 + 16, width: 16))
      at = end + 4
      if !isQuestion {
        entry.ttl = BitField.read(bytes, at: at * 8, width: 32)
        let length = Int(BitField.read(bytes, at: at * 8 + 32, width: 16))
        guard at + 6 + length <= range.upperBound else { break }
        entry.data = at + 6..<at + 6 + length
        at += 6 + length
      }
      entries.append(entry)
    }
    return entries
  }

  private func name(_ at: Int) -> String {
    DNSName.text(bytes, at, message: message, limit: range.upperBound) ?? "?"
  }

  private func text(_ data: Range<Int>, _ type: UInt128) -> String {
    switch (DNSTypes.all.name(type), data.count) {
    case ("a", 4), ("aaaa", 16): AddressText.text(Array(bytes[data])) ?? FieldText.brief(bytes[data])
    case ("ns", 1...), ("cname", 1...), ("ptr", 1...): name(data.lowerBound)
    case ("mx", 3...): "\(BitField.read(bytes, at: data.lowerBound * 8, width: 16)) \(name(data.lowerBound + 2))"
    case ("txt", 1...): texts(data).map { $0.joined(separator: " ") } ?? FieldText.brief(bytes[data])
    default: FieldText.brief(bytes[data])
    }
  }

  private func yaml(_ data: Range<Int>, _ type: UInt128) -> String {
    switch (DNSTypes.all.name(type), data.count) {
    case ("a", 4), ("aaaa", 16), ("ns", 1...), ("cname", 1...), ("ptr", 1...): return YAMLText.quoted(text(data, type))
    case ("mx", 3...):
      let preference = BitField.read(bytes, at: data.lowerBound * 8, width: 16)
      return "{preference: \(preference), exchange: \(YAMLText.quoted(name(data.lowerBound + 2)))}"
    case ("txt", 1...):
      if let texts = texts(data) { return "[\(texts.map(YAMLText.quoted).joined(separator: ", "))]" }
    default: break
    }
    return "{hex: \(FieldYAML.hex(bytes[data]))}"
  }

  /// The texts of a TXT record; nil when they are no readable ones.
  private func texts(_ data: Range<Int>) -> [String]? {
    var texts: [String] = []
    var at = data.lowerBound
    while at < data.upperBound {
      let end = at + 1 + Int(bytes[at])
      guard end <= data.upperBound, bytes[at + 1..<end].allSatisfy({ (0x20...0x7e).contains($0) }) else { return nil }
      texts.append(String(decoding: bytes[at + 1..<end], as: UTF8.self))
      at = end
    }
    return texts
  }
}

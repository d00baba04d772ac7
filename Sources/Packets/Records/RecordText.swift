/// Records as people read them, and as a test file gives them.
struct RecordText {
  /// How they stand.
  let form: RecordForm
  /// The packet.
  let bytes: [UInt8]
  /// Where they are in it.
  let range: Range<Int>

  /// One line: `mss 1460, sack_ok, wscale 7`.
  var line: String {
    let (records, rest) = form.records(bytes, range)
    var parts = records.map { record in
      guard let kind = record.kind else {
        let others = headers(record).map { " " + $0.replacing(":", with: "") }.joined()
        return "type \(record.type)\(others) \(FieldText.shown(bytes[record.value]))"
      }
      let values = places(record).map { FieldText.text($0, bytes) }
      let tail = values.isEmpty ? FieldText.shown(bytes[record.value]) : values.joined(separator: " ")
      return tail.isEmpty ? kind.name : "\(kind.name) \(tail)"
    }
    if bytes[rest].contains(where: { $0 != 0 }) {
      parts.append("\(parts.isEmpty ? "bytes" : "+") \(FieldText.shown(bytes[rest]))")
    }
    return FieldText.line(parts)
  }

  /// A list that a test file takes, without padding at the end.
  var yaml: String { "[" + form.records(bytes, range).records.map(yaml).joined(separator: ", ") + "]" }

  private func yaml(_ record: PacketRecord) -> String {
    let others = headers(record)
    guard let kind = record.kind, kind.size <= record.value.count else {
      let data = record.value.isEmpty ? [] : ["data: \(FieldYAML.hex(bytes[record.value]))"]
      return "{\((["type: \(record.type)"] + others + data).joined(separator: ", "))}"
    }
    let places = places(record)
    if places.isEmpty, others.isEmpty { return kind.name }
    if kind.fields.count == 1, places.count == 1, others.isEmpty {
      return "{\(kind.name): \(FieldYAML.value(places[0], bytes))}"
    }
    let fields = places.filter(isOdd).map { "\($0.field.name): \(FieldYAML.value($0, bytes))" }
    return "{\(kind.name): {\((fields + others).joined(separator: ", "))}}"
  }

  /// Whether a field of a value holds something else than it would be given.
  private func isOdd(_ place: FieldPlace) -> Bool {
    guard case .value(let value) = place.field.filling, !place.field.isVariable else { return place.width > 0 }
    return BitField.read(bytes, at: place.bit, width: place.width) != value
  }

  /// What stands before the value beside the type and the length, where it is not 0.
  private func headers(_ record: PacketRecord) -> [String] {
    guard record.value.lowerBound - record.range.lowerBound == form.size else { return [] }
    return form.header.compactMap { field in
      let value = BitField.read(bytes, at: record.range.lowerBound * 8 + field.offset, width: field.width)
      return value == 0 || ["type", "length"].contains(field.name) ? nil : "\(field.name): \(value)"
    }
  }

  /// Where the fields of a value stand, those that it is long enough for.
  private func places(_ record: PacketRecord) -> [FieldPlace] {
    guard let kind = record.kind else { return [] }
    let end = record.value.upperBound * 8
    return kind.fields.compactMap { field in
      if field.isVariable {
        let start = (record.value.lowerBound + kind.size) * 8
        return start <= end ? FieldPlace(field: field, bit: start, width: end - start) : nil
      }
      let bit = record.value.lowerBound * 8 + field.offset
      return bit + field.width <= end ? FieldPlace(field: field, bit: bit, width: field.width) : nil
    }
  }
}

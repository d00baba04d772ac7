import Findings

/// A header before it is built: what its fields were given.
struct LayerDraft {
  /// What kind it is.
  let form: LayerForm
  /// What was given, by the field's name.
  var given: [String: FieldValue] = [:]
  /// Where fields were given.
  var places: [String: SourceSpan] = [:]
  /// Bytes behind all that its length counts.
  var trailer: [UInt8] = []
  /// Where it was written.
  var span: SourceSpan

  /// The bytes given to a field of no fixed length.
  func bytes(_ name: String) -> [UInt8] {
    if case .bytes(let bytes, _)? = given[name] { bytes } else { [] }
  }

  /// The number of a field as far as it does not depend on what follows.
  func number(_ field: PacketField) -> UInt128 {
    if case .number(let value)? = given[field.name] { return value }
    switch field.filling {
    case .value(let value): return value
    case .presence(let other): return given[other] == nil ? 0 : 1
    case .count(let other, let less):
      if case .bytes(_, let count)? = given[other] { return UInt128(max(0, count - less)) }
      return 0
    default: return 0
    }
  }

  /// Whether a field stands in the header.
  func holds(_ field: PacketField) -> Bool {
    guard let name = field.decider, let decider = form.field(name) else { return true }
    // What is given behind the fixed part is there, whatever its flag was given.
    return field.isAppended && given[field.name] != nil || field.isPresent(where: number(decider))
  }
}

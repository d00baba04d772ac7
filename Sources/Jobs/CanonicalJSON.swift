public import FoundationEssentials

/// The one JSON coder: keys sorted, slashes plain, so that equal values give equal bytes.
public enum CanonicalJSON {
  /// The value as compact JSON.
  public static func encode(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(value)
  }

  /// The value as a document for people: indented, keys sorted, with a newline at its end.
  public static func document(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
  }

  /// A value from JSON.
  public static func decode<Value: Decodable>(_ type: Value.Type, from data: Data) throws -> Value {
    try JSONDecoder().decode(type, from: data)
  }

  /// `rows[0] has no outcome`, or what else the decoder says at a place.
  public static func words(_ error: any Error) -> String {
    func place(_ path: [any CodingKey]) -> String {
      let words = path.map { key in key.intValue.map { "[\($0)]" } ?? ".\(key.stringValue)" }.joined()
      return words.isEmpty ? "it" : String(words.trimmingPrefix("."))
    }
    return switch error as? DecodingError {
    case .keyNotFound(let key, let context): "\(place(context.codingPath)) has no \(key.stringValue)"
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      "\(place(context.codingPath)): \(context.debugDescription)"
    default: "\(error)"
    }
  }
}

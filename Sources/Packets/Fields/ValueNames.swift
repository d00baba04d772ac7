/// Names of numbers. Of a number's names the first is the one that is shown.
struct ValueNames: Sendable {
  /// All names.
  let names: [String]
  private let values: [String: UInt128]
  private let shown: [UInt128: String]

  init(_ pairs: KeyValuePairs<String, UInt128>) {
    names = pairs.map(\.key)
    values = Dictionary(pairs.map { ($0.key, $0.value) }) { first, _ in first }
    shown = Dictionary(pairs.map { ($0.value, $0.key) }) { first, _ in first }
  }

  /// The number of a name, whatever the case of its letters.
  func value(_ name: String) -> UInt128? { values[name] ?? values[name.lowercased()] }

  /// The name of a number.
  func name(_ value: UInt128) -> String? { shown[value] }
}

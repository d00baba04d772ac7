import Findings
public import Placed

/// A value as it is stored: text, a list, or keys with values. Where it is written, and whether in quotes, does not count.
public indirect enum SnapshotValue: Hashable, Sendable {
  /// Text.
  case text(String)
  /// `any`, without quotes: whatever comes out, such as a time.
  case any
  /// A list.
  case list([SnapshotValue])
  /// Keys with values, in their order; no key twice.
  case mapping([Entry])

  /// One key and its value.
  public struct Entry: Hashable, Sendable {
    /// The key.
    public var key: String
    /// Its value.
    public var value: SnapshotValue

    /// A key with a value.
    public init(_ key: String, _ value: SnapshotValue) {
      self.key = key
      self.value = value
    }
  }

  static let anyWord = "any"

  /// The value that is written somewhere.
  public init(_ node: PlacedNode) {
    switch node.content {
    case .scalar(Self.anyWord, isPlain: true): self = .any
    case .scalar(let text, _): self = .text(text)
    case .sequence(let nodes): self = .list(nodes.map(SnapshotValue.init))
    case .mapping(let entries): self = .mapping(entries.map { Entry($0.key.value, SnapshotValue($0.value)) })
    }
  }

  /// The value as one line of YAML, for messages.
  public var flow: String {
    switch self {
    case .text(let text): SnapshotText.scalar(text)
    case .any: Self.anyWord
    case .list(let values): "[\(values.map(\.flow).joined(separator: ", "))]"
    case .mapping(let entries):
      "{\(entries.map { "\(SnapshotText.scalar($0.key)): \($0.value.flow)" }.joined(separator: ", "))}"
    }
  }

  /// What is otherwise in another value than in this one, which is what was stored. Keys are compared by name, whatever
  /// their order; elements of lists by their number.
  public func differences(from actual: SnapshotValue, at path: String = "") -> [SnapshotDifference] {
    switch (self, actual) {
    case (.any, _): return []
    case (.text(let old), .text(let new)) where old == new: return []
    case (.list(let old), .list(let new)):
      return (0..<max(old.count, new.count)).flatMap { index in
        Self.differences(
          index < old.count ? old[index] : nil, index < new.count ? new[index] : nil, at: "\(path)[\(index)]")
      }
    case (.mapping(let old), .mapping(let new)):
      let before = Dictionary(old.map { ($0.key, $0.value) }) { first, _ in first }
      let after = Dictionary(new.map { ($0.key, $0.value) }) { first, _ in first }
      let keys = old.map(\.key) + new.map(\.key).filter { before[$0] == nil }
      return keys.flatMap { key in
        Self.differences(before[key], after[key], at: path.isEmpty ? key : "\(path).\(key)")
      }
    default: return [SnapshotDifference(path: path, expected: flow, actual: actual.flow)]
    }
  }

  /// The value with `any` wherever another run of the same gave something else. Where keys or elements came and went, the
  /// whole of them is left open: which ones there are is chance.
  public func steadied(by other: SnapshotValue) -> SnapshotValue {
    switch (self, other) {
    case (.any, _), (_, .any): return .any
    case (.text(let one), .text(let two)): return one == two ? self : .any
    case (.list(let one), .list(let two)):
      guard one.count == two.count else { return .any }
      return .list(zip(one, two).map { $0.steadied(by: $1) })
    case (.mapping(let one), .mapping(let two)):
      let values = Dictionary(two.map { ($0.key, $0.value) }) { first, _ in first }
      guard one.count == two.count, one.allSatisfy({ values[$0.key] != nil }) else { return .any }
      return .mapping(
        one.map { entry in Entry(entry.key, values[entry.key].map { entry.value.steadied(by: $0) } ?? .any) })
    default: return .any
    }
  }

  /// The value with `any` wherever a stored one has it.
  public func keepingAny(of old: SnapshotValue?) -> SnapshotValue {
    switch (old, self) {
    case (.any, _): return .any
    case (.list(let old), .list(let new)):
      return .list(new.enumerated().map { $1.keepingAny(of: old.indices.contains($0) ? old[$0] : nil) })
    case (.mapping(let old), .mapping(let new)):
      let before = Dictionary(old.map { ($0.key, $0.value) }) { first, _ in first }
      return .mapping(new.map { Entry($0.key, $0.value.keepingAny(of: before[$0.key])) })
    default: return self
    }
  }

  private static func differences(
    _ old: SnapshotValue?, _ new: SnapshotValue?, at path: String
  ) -> [SnapshotDifference] {
    guard let old, let new else {
      return [SnapshotDifference(path: path, expected: old?.flow, actual: new?.flow)]
    }
    return old.differences(from: new, at: path)
  }
}

public import Findings

/// A value of a YAML file, not yet decoded: text stays as it was written until someone says what it should be.
public struct PlacedNode: Hashable, Sendable {
  /// What a node is.
  public indirect enum Content: Hashable, Sendable {
    /// Text. `isPlain` says that it stood without quotes, so that it may also be a number or a truth value.
    case scalar(String, isPlain: Bool)
    /// A list.
    case sequence([PlacedNode])
    /// Keys with values, in the order of the file; no key twice.
    case mapping([Entry])
  }

  /// One key and its value.
  public struct Entry: Hashable, Sendable {
    /// The key.
    public var key: Located<String>
    /// Its value.
    public var value: PlacedNode

    /// A key with a value.
    public init(key: Located<String>, value: PlacedNode) {
      self.key = key
      self.value = value
    }
  }

  /// What it is.
  public var content: Content
  /// Where it is written; for an alias, where the alias stands.
  public var span: SourceSpan

  /// A value at a place: for readers that put values together from others.
  public init(content: Content, span: SourceSpan) {
    self.content = content
    self.span = span
  }

  /// The node in words, for messages: what was found instead of what was wanted.
  public var found: String {
    switch content {
    case .scalar("", isPlain: true): "nothing"
    case .scalar(let text, _): "'\(Self.short(text))'"
    case .sequence: "a list"
    case .mapping: "keys and values"
    }
  }

  /// The value in one line, as it is written between braces and brackets; long texts are cut.
  public var line: String {
    switch content {
    case .scalar(let text, _): Self.short(text)
    case .sequence(let nodes): "[\(nodes.map(\.line).joined(separator: ", "))]"
    case .mapping(let entries): "{\(entries.map { "\($0.key.value): \($0.value.line)" }.joined(separator: ", "))}"
    }
  }

  /// How many values the node holds, itself among them, and how deep they nest.
  public var size: (count: Int, depth: Int) {
    let children: [PlacedNode]
    switch content {
    case .scalar: return (1, 0)
    case .sequence(let nodes): children = nodes
    case .mapping(let entries): children = entries.map(\.value)
    }
    return children.map(\.size).reduce((1, 1)) { ($0.count + $1.count, max($0.depth, $1.depth + 1)) }
  }

  /// Text that fits into a message.
  public static func short(_ text: String) -> String {
    let limit = 60
    return text.unicodeScalars.count <= limit ? text : String(text.unicodeScalars.prefix(limit)) + "..."
  }
}

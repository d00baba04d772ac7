import Findings
import Yams

/// From Yams' nodes to placed ones.
///
/// Yams resolves aliases itself, and hashes what they stand for when they stand in a key: a few hundred bytes can keep it
/// busy for ever, or nest deeper than any stack. So it never sees one: `*` is given to it as a private-use character that
/// starts a plain text, and is made a `*` again here, where aliases are resolved with their own places and counted.
struct NodeComposer {
  private let source: SourceText
  private var anchors: [String: PlacedNode] = [:]
  private var remaining = NodeComposer.nodeLimit
  private var depth = 0

  /// The most values after aliases are expanded.
  static let nodeLimit = 200_000
  /// The most lists and mappings inside each other.
  static let depthLimit = 64
  private static let star: Unicode.Scalar = "*"
  private static let standIn: Unicode.Scalar = "\u{E000}"

  private init(_ source: SourceText) { self.source = source }

  /// The document's outermost node; nil when there are problems.
  static func compose(_ source: SourceText, _ problems: inout PlacedProblems) -> PlacedNode? {
    guard !source.text.unicodeScalars.contains(standIn) else {
      problems.add("the file holds the private-use character U+E000", at: firstPlace(of: standIn, in: source))
      return nil
    }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: source.text.unicodeScalars.map { $0 == star ? standIn : $0 })
    do {
      // Anchors are weak references of nodes: the parser holds them.
      let parser = try Parser(yaml: String(text), resolver: .basic, constructor: .default, encoding: .utf8)
      return try withExtendedLifetime(parser) {
        guard let root = try parser.singleRoot() else {
          return PlacedNode(content: .mapping([]), span: SourceSpan(file: source.file, line: 1, column: 1))
        }
        var composer = NodeComposer(source)
        return composer.convert(root, &problems)
      }
    } catch let error as YamlError {
      YAMLProblem.add(error, source, &problems)
    } catch {
      problems.add("\(error)", at: SourceSpan(file: source.file, line: 1, column: 1))
    }
    return nil
  }

  /// Text as it was written.
  static func restored(_ text: String) -> String {
    guard text.unicodeScalars.contains(standIn) else { return text }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: text.unicodeScalars.map { $0 == standIn ? star : $0 })
    return String(view)
  }

  private mutating func convert(_ node: Node, _ problems: inout PlacedProblems) -> PlacedNode? {
    var span = place(of: node)
    guard spend(1, at: span, &problems) else { return nil }
    let converted: PlacedNode?
    switch node {
    case .scalar(let scalar):
      let text = Self.restored(scalar.string)
      let isPlain = scalar.style == .plain
      span.endColumn = source.end(of: text, at: span)
      check(scalar.tag, ["", "tag:yaml.org,2002:str"], at: span, &problems)
      if isPlain, scalar.string.unicodeScalars.first == Self.standIn { return resolve(text, at: span, &problems) }
      converted = PlacedNode(content: .scalar(text, isPlain: isPlain), span: span)
    case .sequence(let sequence):
      check(sequence.tag, ["", "tag:yaml.org,2002:seq"], at: span, &problems)
      converted = nested(at: span, &problems) { composer, problems in
        .sequence(sequence.compactMap { composer.convert($0, &problems) })
      }
    case .mapping(let mapping):
      check(mapping.tag, ["", "tag:yaml.org,2002:map"], at: span, &problems)
      converted = nested(at: span, &problems) { composer, problems in
        .mapping(mapping.compactMap { composer.entry($0.key, $0.value, &problems) })
      }
    case .alias:
      // Only Yams' encoder makes these.
      converted = nil
    }
    if let anchor = node.anchor, let converted { anchors[anchor.rawValue] = converted }
    return converted
  }

  private mutating func entry(_ key: Node, _ value: Node, _ problems: inout PlacedProblems) -> PlacedNode.Entry? {
    var span = place(of: key)
    // Read in any case: anchors in it may be used below, and its problems are problems too.
    let value = convert(value, &problems)
    guard case .scalar(let scalar) = key else {
      problems.add("a key must be text", at: span)
      return nil
    }
    let text = Self.restored(scalar.string)
    span.endColumn = source.end(of: text, at: span)
    if scalar.style == .plain {
      if scalar.string.unicodeScalars.first == Self.standIn {
        problems.add("an alias cannot be a key", at: span)
        return nil
      }
      if text == "<<" {
        problems.add(
          "merge keys are not supported", at: span, hint: "write the keys out, or give the whole value an alias")
        return nil
      }
    }
    return value.map { PlacedNode.Entry(key: Located(text, at: span), value: $0) }
  }

  private func place(of node: Node) -> SourceSpan {
    SourceSpan(file: source.file, line: max(1, node.mark?.line ?? 1), column: max(1, node.mark?.column ?? 1))
  }

  private mutating func nested(
    at span: SourceSpan, _ problems: inout PlacedProblems,
    _ content: (inout NodeComposer, inout PlacedProblems) -> PlacedNode.Content
  ) -> PlacedNode? {
    guard depth < Self.depthLimit else {
      if remaining > 0 { problems.add("lists and mappings are nested deeper than \(Self.depthLimit) levels", at: span) }
      remaining = 0
      return nil
    }
    depth += 1
    defer { depth -= 1 }
    return PlacedNode(content: content(&self, &problems), span: span)
  }

  /// An alias stands for the last value before it that had the anchor.
  private mutating func resolve(
    _ text: String, at span: SourceSpan, _ problems: inout PlacedProblems
  ) -> PlacedNode? {
    let name = String(text.dropFirst())
    guard var node = anchors[name] else {
      problems.add(
        "there is no anchor '&\(PlacedNode.short(name))' before this alias", at: span,
        hint: "put text that starts with '*' in quotes")
      return nil
    }
    let size = node.size
    guard depth + size.depth <= Self.depthLimit else {
      problems.add("lists and mappings are nested deeper than \(Self.depthLimit) levels", at: span)
      return nil
    }
    guard spend(size.count, at: span, &problems) else { return nil }
    node.span = span
    return node
  }

  private mutating func spend(_ count: Int, at span: SourceSpan, _ problems: inout PlacedProblems) -> Bool {
    guard remaining > 0 else { return false }
    remaining -= count
    if remaining <= 0 { problems.add("the file has more than \(Self.nodeLimit) values, aliases expanded", at: span) }
    return remaining > 0
  }

  private func check(_ tag: Tag, _ allowed: [String], at span: SourceSpan, _ problems: inout PlacedProblems) {
    let name = Self.restored(tag.description)
    if !allowed.contains(name) { problems.add("the tag '\(PlacedNode.short(name))' is not supported", at: span) }
  }

  private static func firstPlace(of scalar: Unicode.Scalar, in source: SourceText) -> SourceSpan {
    var (line, column) = (1, 1)
    for other in source.text.unicodeScalars {
      if other == scalar { break }
      (line, column) = other == "\n" ? (line + 1, 1) : (line, column + 1)
    }
    return SourceSpan(file: source.file, line: line, column: column)
  }
}

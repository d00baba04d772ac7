public import BTF

/// Sizes of types and variables as the C text declares them: locals have no place in an object's type information. What
/// it does not understand has no size here.
public struct DeclaredSizes: Sendable {
  /// A struct's member.
  public struct Member: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// Bytes before it.
    public var offset: Int
    /// Bytes that it takes.
    public var bytes: Int
  }

  /// A struct's members and its size.
  public struct Layout: Hashable, Sendable {
    /// Its members, in order.
    public var members: [Member]
    /// The bytes that it takes, padding included.
    public var bytes: Int
  }

  private let sources: [SourceOutline]
  private let types: TypeTable?

  /// The sizes that some C files declare; `types` has what their headers do.
  public init(_ sources: [SourceOutline], types: TypeTable?) {
    self.sources = sources
    self.types = types
  }

  /// The variables that some lines of a file declare, in order, with their sizes where those are known.
  public func variables(in outline: SourceOutline, lines: ClosedRange<Int>) -> [DeclaredVariable] {
    declarators(Self.tokens(of: outline, lines), depth: 0).map {
      DeclaredVariable(name: $0.name, bytes: $0.bytes, isArray: $0.isArray, file: outline.file, line: $0.line)
    }
  }

  /// The layout of a struct: from its declaration in the C text, else from the object's types.
  public func layout(ofStruct name: String) -> Layout? { layout(ofStruct: name, depth: 0) }

  private func layout(ofStruct name: String, depth: Int) -> Layout? {
    guard depth < 8 else { return nil }
    for outline in sources {
      guard let type = outline.declarations.first(where: { $0.kind == .type && $0.name == name }) else { continue }
      return layout(Self.tokens(of: outline, type.lines), depth: depth)
    }
    guard let type = types?.type(named: name, kind: .struct), let types, let bytes = type.declaredSize else {
      return nil
    }
    let members = type.members.compactMap { member -> Member? in
      guard member.bitFieldSize == nil, let bytes = try? types.size(of: member.type) else { return nil }
      return Member(name: member.name, offset: member.bitOffset / 8, bytes: bytes)
    }
    return Layout(members: members, bytes: bytes)
  }

  private struct Declarator {
    var name: String
    var bytes: Int
    var alignment: Int
    var isArray: Bool
    var line: Int
  }

  private static func tokens(of outline: SourceOutline, _ lines: ClosedRange<Int>) -> [CTokens.Token] {
    CTokens(lines.compactMap { outline.text(ofLine: $0) }.joined(separator: "\n")).tokens.map {
      var token = $0
      token.line += lines.lowerBound - 1
      return token
    }
  }

  private func layout(_ tokens: [CTokens.Token], depth: Int) -> Layout? {
    guard let open = tokens.firstIndex(where: { $0.text == "{" }),
      let close = tokens.lastIndex(where: { $0.text == "}" }), open < close
    else { return nil }
    let body = tokens[(open + 1)..<close]
    // Bit fields, nested bodies and attributes need a compiler.
    guard !body.contains(where: { [":", "{", "__attribute__"].contains($0.text) && !$0.isString }),
      !tokens[close...].contains(where: { $0.text == "packed" || $0.text == "__packed" })
    else { return nil }
    let statements = body.split { $0.text == ";" }
    var members: [Member] = []
    var end = 0
    var widest = 1
    for statement in statements {
      let found = declarators(Array(statement), depth: depth + 1)
      guard !found.isEmpty else { return nil }
      for member in found {
        end = (end + member.alignment - 1) / member.alignment * member.alignment
        members.append(Member(name: member.name, offset: end, bytes: member.bytes))
        end += member.bytes
        widest = max(widest, member.alignment)
      }
    }
    return members.isEmpty ? nil : Layout(members: members, bytes: (end + widest - 1) / widest * widest)
  }

  /// What the statements among some tokens declare.
  private func declarators(_ tokens: [CTokens.Token], depth: Int) -> [Declarator] {
    Self.withoutInitialisers(tokens).split { ["{", "}", ";"].contains($0.text) && !$0.isString }
      .flatMap { declarators(ofStatement: $0, depth) }
  }

  /// The tokens without `{ ... }` behind a `=`: those braces end no statement.
  private static func withoutInitialisers(_ tokens: [CTokens.Token]) -> [CTokens.Token] {
    var kept: [CTokens.Token] = []
    var depth = 0
    for token in tokens {
      let isOpen = token.text == "{" && !token.isString
      if depth > 0 {
        if isOpen { depth += 1 }
        if token.text == "}", !token.isString { depth -= 1 }
      } else if isOpen, kept.last?.text == "=" {
        depth = 1
      } else {
        kept.append(token)
      }
    }
    return kept
  }

  private func declarators(ofStatement tokens: ArraySlice<CTokens.Token>, _ depth: Int) -> [Declarator] {
    var rest = tokens.drop { ["const", "volatile", "register"].contains($0.text) }
    guard let first = rest.first, first.text != "static", first.text != "return", !first.isString,
      let base = base(&rest, depth)
    else { return [] }
    var found: [Declarator] = []
    while let declarator = declarator(&rest, base) {
      found.append(declarator)
      // What initialises it, up to the next comma outside brackets.
      var nesting = 0
      while let token = rest.first, nesting > 0 || token.text != "," {
        if !token.isString {
          if ["(", "["].contains(token.text) { nesting += 1 }
          if [")", "]"].contains(token.text) { nesting -= 1 }
        }
        rest = rest.dropFirst()
      }
      guard rest.first?.text == "," else { break }
      rest = rest.dropFirst()
    }
    return found
  }

  /// The type's words at the start of a statement.
  private func base(_ rest: inout ArraySlice<CTokens.Token>, _ depth: Int) -> (bytes: Int, alignment: Int)? {
    guard let first = rest.popFirst() else { return nil }
    if first.text == "struct" {
      guard let name = rest.popFirst(), let next = rest.first, Self.isName(next.text) || next.text == "*" else {
        return nil
      }
      // A pointer to it needs no layout.
      if next.text == "*" { return (0, 1) }
      guard let layout = layout(ofStruct: String(name.text), depth: depth + 1) else { return nil }
      let alignment = layout.bytes % 8 == 0 ? 8 : layout.bytes % 4 == 0 ? 4 : layout.bytes % 2 == 0 ? 2 : 1
      return (layout.bytes, alignment)
    }
    var words = [first.text]
    while let next = rest.first, ["int", "long", "short", "char", "unsigned", "signed"].contains(next.text) {
      words.append(next.text)
      rest = rest.dropFirst()
    }
    rest = rest.drop { $0.text == "const" || $0.text == "volatile" }
    guard let next = rest.first, Self.isName(next.text) || next.text == "*" else { return nil }
    if next.text == "*" { return (0, 1) }
    return Self.size(of: words).map { ($0, $0) } ?? named(String(first.text))
  }

  private func named(_ name: String) -> (bytes: Int, alignment: Int)? {
    guard let types, let type = types.type(named: name, kind: .typedef), let bytes = try? types.size(of: type.id),
      let alignment = try? types.alignment(of: type.id)
    else { return nil }
    return (bytes, max(1, alignment))
  }

  /// One declarator: `*p`, `buffer[64]`, `x`.
  private func declarator(_ rest: inout ArraySlice<CTokens.Token>, _ base: (bytes: Int, alignment: Int)) -> Declarator?
  {
    var (bytes, alignment) = base
    while let token = rest.first, token.text == "*" || token.text == "const" {
      if token.text == "*" { (bytes, alignment) = (8, 8) }
      rest = rest.dropFirst()
    }
    guard let name = rest.first, Self.isName(name.text), !name.isString, bytes > 0 else { return nil }
    rest = rest.dropFirst()
    if let next = rest.first, !["=", ",", "["].contains(next.text) { return nil }
    let isArray = rest.first?.text == "["
    while rest.first?.text == "[" {
      let inner = rest.dropFirst().prefix { $0.text != "]" }
      guard inner.count == 1, let word = inner.first, let count = number(word.text), count > 0 else { return nil }
      let product = bytes.multipliedReportingOverflow(by: count)
      guard !product.overflow else { return nil }
      bytes = product.partialValue
      rest = rest.dropFirst(inner.count + 2)
    }
    return Declarator(name: String(name.text), bytes: bytes, alignment: alignment, isArray: isArray, line: name.line)
  }

  /// A number as written, or what a `#define` gives a name for.
  private func number(_ word: Substring) -> Int? {
    if let literal = Self.literal(word) { return literal }
    if let known = Self.constants[String(word)] { return known }
    for outline in sources {
      var line = 1
      while let text = outline.text(ofLine: line) {
        line += 1
        let words = text.split { $0 == " " || $0 == "\t" }
        if words.count >= 3, words[0] == "#define", words[1] == word { return Self.literal(words[2]) }
      }
    }
    return nil
  }

  private static func literal(_ word: Substring) -> Int? {
    var digits = word.lowercased()[...]
    while digits.hasSuffix("u") || digits.hasSuffix("l") { digits = digits.dropLast() }
    return digits.hasPrefix("0x") ? Int(digits.dropFirst(2), radix: 16) : Int(digits)
  }

  private static func size(of words: [Substring]) -> Int? {
    if words.contains("char") { return 1 }
    if words.contains("short") { return 2 }
    if words.contains("long") { return 8 }
    if words.contains("int") || words.contains("unsigned") || words.contains("signed") { return 4 }
    guard words.count == 1 else { return nil }
    return sizes[String(words[0])]
  }

  private static let sizes = [
    "bool": 1, "_Bool": 1, "u8": 1, "s8": 1, "__u8": 1, "__s8": 1, "uint8_t": 1, "int8_t": 1, "u16": 2, "s16": 2,
    "__u16": 2, "__s16": 2, "__be16": 2, "__le16": 2, "uint16_t": 2, "int16_t": 2, "u32": 4, "s32": 4, "__u32": 4,
    "__s32": 4, "__be32": 4, "__le32": 4, "__wsum": 4, "uint32_t": 4, "int32_t": 4, "pid_t": 4, "float": 4, "u64": 8,
    "s64": 8, "__u64": 8, "__s64": 8, "__be64": 8, "uint64_t": 8, "int64_t": 8, "size_t": 8, "uintptr_t": 8,
  ]

  /// `TASK_COMM_LEN` and others that headers define (include/linux/sched.h, include/uapi/linux/limits.h).
  private static let constants = ["TASK_COMM_LEN": 16, "PATH_MAX": 4_096, "NAME_MAX": 255, "IFNAMSIZ": 16]

  private static func isName(_ text: Substring) -> Bool {
    guard let first = text.utf8.first else { return false }
    return SourceNames.isWord(first) && !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
  }
}

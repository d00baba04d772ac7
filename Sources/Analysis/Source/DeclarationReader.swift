/// Finds what stands at the top level of a C file's words.
struct DeclarationReader {
  private let tokens: [CTokens.Token]
  private var at = 0

  init(_ tokens: [CTokens.Token]) {
    self.tokens = tokens
  }

  /// All of it, in order.
  mutating func declarations() -> [SourceOutline.Declaration] {
    var found: [SourceOutline.Declaration] = []
    while at < tokens.count { found += next() }
    return found
  }

  /// One declaration up to its `;` or the body that ends it.
  private mutating func next() -> [SourceOutline.Declaration] {
    let start = at
    var parentheses = 0
    var name: CTokens.Token?
    var section: String?
    var isFunction = false
    var type: (name: CTokens.Token, from: Int)?
    var types: [SourceOutline.Declaration] = []
    var isInitialiser = false
    while at < tokens.count {
      let token = tokens[at]
      switch token.text {
      case "(" where !token.isString:
        parentheses += 1
        // `name(` outside parentheses is a function, a macro with arguments, or SEC(...).
        if parentheses == 1, at > start, !isInitialiser { take(callee: tokens[at - 1], &name, &section, &isFunction) }
      case ")" where !token.isString: parentheses = max(0, parentheses - 1)
      case "{" where !token.isString && parentheses == 0:
        skipBody()
        if isFunction, !isInitialiser {
          return types + declaration(name, .function, start, section)
        }
        if let known = type, !isInitialiser {
          types.append(
            SourceOutline.Declaration(
              name: String(known.name.text), kind: .type, lines: tokens[known.from].line...lastLine,
              nameLine: known.name.line, section: nil))
        }
        if !isInitialiser { name = nil }
        continue
      case ";" where !token.isString && parentheses == 0:
        at += 1
        // A prototype says nothing that the function does not, but that of what the kernel has.
        let isPrototype = isFunction && tokens[start].text != "extern"
        return types + (isPrototype ? [] : declaration(name, .variable, start, section))
      case "=" where parentheses == 0: isInitialiser = true
      case "struct" where parentheses == 0, "union" where parentheses == 0, "enum" where parentheses == 0:
        if at + 1 < tokens.count, Self.isName(tokens[at + 1].text) {
          type = (tokens[at + 1], start)
          at += 1
        } else {
          type = nil
        }
      case "[" where parentheses == 0: skipBrackets()
      default:
        if parentheses == 0, !isInitialiser, !token.isString, !isFunction, Self.isName(token.text) { name = token }
      }
      at += 1
    }
    return types
  }

  private mutating func take(
    callee: CTokens.Token, _ name: inout CTokens.Token?, _ section: inout String?, _ isFunction: inout Bool
  ) {
    switch callee.text {
    case "SEC":
      if at + 1 < tokens.count, tokens[at + 1].isString { section = String(tokens[at + 1].text) }
      if name?.text == "SEC" { name = nil }
      // The variable's own name comes before a SEC that ends its declaration.
      name = name ?? before(at - 1)
    case "__attribute__", "__aligned", "__always_inline", "__ksym", "__kconfig", "__noinline", "__weak":
      name = before(at - 1)
    case "BPF_PROG", "BPF_KPROBE", "BPF_KRETPROBE", "BPF_KSYSCALL", "BPF_PROG2", "BPF_UPROBE", "BPF_URETPROBE",
      "BPF_KPROBE_SYSCALL", "BPF_USDT":
      if at + 1 < tokens.count { name = tokens[at + 1] }
      isFunction = true
    default:
      if Self.isName(callee.text) {
        name = callee
        isFunction = true
      }
    }
  }

  /// The newest name before a place, brackets left out.
  private func before(_ index: Int) -> CTokens.Token? {
    var index = index - 1
    while index >= 0 {
      if tokens[index].text == "]" {
        while index >= 0, tokens[index].text != "[" { index -= 1 }
        index -= 1
        continue
      }
      return Self.isName(tokens[index].text) && !tokens[index].isString ? tokens[index] : nil
    }
    return nil
  }

  private mutating func skipBody() {
    var depth = 0
    while at < tokens.count {
      if !tokens[at].isString {
        if tokens[at].text == "{" { depth += 1 }
        if tokens[at].text == "}" { depth -= 1 }
      }
      at += 1
      if depth == 0 { return }
    }
  }

  private mutating func skipBrackets() {
    while at + 1 < tokens.count, tokens[at].text != "]" { at += 1 }
  }

  private var lastLine: Int { tokens[max(0, min(at, tokens.count) - 1)].line }

  private func declaration(
    _ name: CTokens.Token?, _ kind: SourceOutline.Declaration.Kind, _ start: Int, _ section: String?
  ) -> [SourceOutline.Declaration] {
    guard let name else { return [] }
    let first = tokens[start].line
    return [
      SourceOutline.Declaration(
        name: String(name.text), kind: kind, lines: first...max(first, lastLine), nameLine: name.line,
        section: section)
    ]
  }

  private static func isName(_ text: Substring) -> Bool {
    guard let first = text.utf8.first else { return false }
    return SourceNames.isWord(first) && !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
  }
}

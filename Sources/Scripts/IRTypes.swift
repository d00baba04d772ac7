/// The types of a module that LLVM prints, with pointers that tell what they point to (LLVM up to 14), and their sizes on
/// BPF.
struct IRTypes {
  private indirect enum Shape {
    /// Bytes, which are aligned to their number.
    case scalar(Int)
    case array(Int, Shape)
    case record([Shape], isPacked: Bool)
    case named(String)
  }

  private var named: [String: Shape] = [:]

  /// Takes a definition in: `%printf_t = type <{ i64, [16 x i8] }>`. Nothing happens for any other line.
  mutating func read(_ line: Substring) {
    var scanner = Scanner(line)
    guard let name = scanner.name(), scanner.take(" = type "), let shape = scanner.shape() else { return }
    named[name] = shape
  }

  /// The size of what an argument points to: 24 for `[24 x i8]* nonnull %key`. Nil where it is no such pointer.
  func pointeeSize(_ argument: Substring) -> Int? {
    var scanner = Scanner(argument)
    guard let (shape, pointers) = scanner.pointed(), pointers > 0 else { return nil }
    return pointers > 1 ? 8 : size(shape, depth: 0)?.size
  }

  private func size(_ shape: Shape, depth: Int) -> (size: Int, alignment: Int)? {
    // Types that hold themselves are none that LLVM prints.
    guard depth < 32 else { return nil }
    switch shape {
    case .scalar(let bytes): return (bytes, bytes)
    case .array(let count, let element):
      guard let element = size(element, depth: depth + 1) else { return nil }
      let (bytes, isTooLarge) = element.size.multipliedReportingOverflow(by: count)
      return isTooLarge || bytes > 1 << 30 ? nil : (bytes, element.alignment)
    case .record(let members, let isPacked):
      var (end, alignment) = (0, 1)
      for member in members {
        guard let (bytes, wanted) = size(member, depth: depth + 1), end < 1 << 30 else { return nil }
        let step = isPacked ? 1 : max(1, wanted)
        end = (end + step - 1) / step * step + bytes
        alignment = max(alignment, step)
      }
      return ((end + alignment - 1) / alignment * alignment, alignment)
    case .named(let name): return named[name].flatMap { size($0, depth: depth + 1) }
    }
  }

  /// Reads types from text.
  private struct Scanner {
    private var rest: Substring.UTF8View

    init(_ text: Substring) { rest = text.utf8 }

    mutating func take(_ text: StaticString) -> Bool {
      let wanted = "\(text)".utf8
      guard rest.starts(with: wanted) else { return false }
      rest = rest.dropFirst(wanted.count)
      return true
    }

    /// `%name` or `%"name"`.
    mutating func name() -> String? {
      guard take("%") else { return nil }
      if take("\"") {
        let name = rest.prefix { $0 != UInt8(ascii: "\"") }
        rest = rest[name.endIndex...].dropFirst()
        return String(decoding: name, as: UTF8.self)
      }
      let name = rest.prefix { ![32, 44, 42, 62, 125, 93].contains($0) }
      rest = rest[name.endIndex...]
      return name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
    }

    private mutating func number() -> Int? {
      let digits = rest.prefix { ScriptLexer.isDigit($0) }
      rest = rest[digits.endIndex...]
      return Int(String(decoding: digits, as: UTF8.self))
    }

    /// A type and the pointers to it.
    mutating func pointed(depth: Int = 0) -> (Shape, Int)? {
      guard depth < 32, let shape = bare(depth) else { return nil }
      var pointers = 0
      while take("*") { pointers += 1 }
      return (shape, pointers)
    }

    mutating func shape(depth: Int = 0) -> Shape? {
      pointed(depth: depth).map { $1 > 0 ? .scalar(8) : $0 }
    }

    private mutating func bare(_ depth: Int) -> Shape? {
      if take("[") {
        guard let count = number(), take(" x "), let element = shape(depth: depth + 1), take("]") else { return nil }
        return .array(count, element)
      }
      let isPacked = take("<{ ")
      if isPacked || take("{ ") {
        var members: [Shape] = []
        repeat {
          guard let member = shape(depth: depth + 1) else { return nil }
          members.append(member)
        } while take(", ")
        return isPacked
          ? (take(" }>") ? .record(members, isPacked: true) : nil)
          : (take(" }") ? .record(members, isPacked: false) : nil)
      }
      if let name = name() { return .named(name) }
      guard take("i"), let bits = number(), bits <= 1024 else { return nil }
      return .scalar((bits + 7) / 8)
    }
  }
}

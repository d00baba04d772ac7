/// A way from a variable into its value: `cfg.limits[3].max`.
public struct MemberPath: Hashable, Sendable, CustomStringConvertible {
  /// One step inwards.
  public enum Step: Hashable, Sendable {
    /// `.name`, of a struct or union, also through its anonymous members.
    case member(String)
    /// `[index]`, of an array.
    case element(Int)
  }

  /// The variable's name.
  public var root: String
  /// The steps from there.
  public var steps: [Step]

  /// Reads a path's text.
  public init(_ text: String) throws(ValueError) {
    var rest = Substring(text)
    root = try MemberPath.name(&rest, of: text)
    steps = []
    while let mark = rest.popFirst() {
      switch mark {
      case ".": steps.append(.member(try MemberPath.name(&rest, of: text)))
      case "[":
        guard let close = rest.firstIndex(of: "]"), let index = ValueScanner.integer(rest[..<close]),
          let element = Int(exactly: index)
        else { throw ValueError("'\(text)': a number and ']' were expected after '['") }
        steps.append(.element(element))
        rest = rest[rest.index(after: close)...]
      default: throw ValueError("'\(text)': '.' or '[' was expected before '\(mark)\(rest)'")
      }
    }
  }

  private static func name(_ rest: inout Substring, of text: String) throws(ValueError) -> String {
    // Letters that compilers put into names of their own (`x.1`, `$`) cannot be told from steps: C's names only.
    let name = rest.prefix { $0 == "_" || $0.isASCII && ($0.isLetter || $0.isNumber) }
    guard let first = name.first, !first.isNumber else {
      throw ValueError("'\(text)': a name was expected" + (rest.isEmpty ? " at its end" : " before '\(rest)'"))
    }
    rest = rest[name.endIndex...]
    return String(name)
  }

  /// The path as text.
  public var description: String {
    steps.reduce(into: root) { text, step in
      switch step {
      case .member(let name): text += ".\(name)"
      case .element(let index): text += "[\(index)]"
      }
    }
  }
}

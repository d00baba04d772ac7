public import Findings

/// Where things stand in a C file: functions, maps, other variables and structs, and the variables of a function. Read
/// from the text alone, so that a refusal that names no instruction still leads to a line.
///
/// It is no compiler: macros are not expanded, and what it does not understand it leaves out.
public struct SourceOutline: Sendable {
  /// Something declared at the top level.
  public struct Declaration: Hashable, Sendable {
    /// What it is.
    public enum Kind: Hashable, Sendable {
      /// A function with a body.
      case function
      /// A variable: maps, licenses, globals, struct_ops.
      case variable
      /// A struct or union with a body.
      case type
    }
    /// Its name.
    public var name: String
    /// What it is.
    public var kind: Kind
    /// The lines that it takes, from 1.
    public var lines: ClosedRange<Int>
    /// The line that has its name.
    public var nameLine: Int
    /// The argument of its `SEC("...")`; nil without one.
    public var section: String?
  }

  /// The file, as findings name it.
  public let file: String
  /// The top level, in order.
  public let declarations: [Declaration]
  /// The file's text.
  public let text: String
  private let lines: [String]

  /// Reads a C file's text.
  public init(file: String, text: String) {
    self.file = file
    self.text = text
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var reader = DeclarationReader(CTokens(text).tokens)
    declarations = reader.declarations()
  }

  /// A line's text; nil outside the file.
  public func text(ofLine line: Int) -> String? { lines.indices.contains(line - 1) ? lines[line - 1] : nil }

  /// The first function or variable with a name; where there is none, the struct or union. C keeps the two apart: a
  /// program may have its struct's name.
  public func declaration(named name: String) -> Declaration? {
    declarations.first { $0.name == name && $0.kind != .type } ?? type(named: name)
  }

  /// The struct or union with a name.
  public func type(named name: String) -> Declaration? { declarations.first { $0.name == name && $0.kind == .type } }

  /// The function that a line belongs to.
  public func function(atLine line: Int) -> Declaration? {
    declarations.first { $0.kind == .function && $0.lines.contains(line) }
  }

  /// The line in the function around `line` that declares the variable `name`: the last before it, parameters included.
  public func local(_ name: String, before line: Int) -> Int? {
    guard let function = function(atLine: line) else { return nil }
    return stride(from: min(line, function.lines.upperBound), through: function.lines.lowerBound, by: -1).first {
      text(ofLine: $0).map { SourceNames.declares(name, in: $0) } ?? false
    }
  }

  /// The last `return` at or before a line of the function around it; nil when there is none.
  public func returnLine(before line: Int) -> Int? {
    guard let function = function(atLine: line) else { return nil }
    return stride(from: line, through: function.lines.lowerBound, by: -1).first {
      text(ofLine: $0).map { SourceNames.mentions("return", in: $0) } ?? false
    }
  }

  /// A line as a labelled span that begins at its first word, or at `name` where the line has it.
  public func span(ofLine line: Int, _ label: String, at name: String? = nil) -> LabelledSpan {
    let text = text(ofLine: line) ?? ""
    let indentation = text.utf8.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count
    let column = name.flatMap { SourceNames.column(of: $0, in: text) } ?? indentation + 1
    return LabelledSpan(SourceSpan(file: file, line: line, column: column), label: label, text: text)
  }
}

import Findings
import Yams

/// What Yams says of a file that is not YAML, as a problem at its place.
enum YAMLProblem {
  static func add(_ error: YamlError, _ source: SourceText, _ problems: inout PlacedProblems) {
    func span(_ mark: Mark) -> SourceSpan {
      SourceSpan(file: source.file, line: max(1, mark.line), column: max(1, mark.column))
    }
    let start = SourceSpan(file: source.file, line: 1, column: 1)
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      guard !source.isTab(at: span(mark)) else {
        return problems.add("a tab cannot indent in YAML", at: span(mark), hint: "write spaces")
      }
      problems.add(
        problem, at: span(mark), other: context.map { Located($0.text, at: span($0.mark)) })
    case .reader(let problem, let offset, let value, let text):
      var place = start
      if let offset {
        let before = text.prefix(max(0, offset)).unicodeScalars
        place.line = 1 + before.count { $0 == "\n" }
        place.column = 1 + before.reversed().prefix { $0 != "\n" }.count
      }
      let character = value > 0 ? " (U+\(String(value, radix: 16, uppercase: true)))" : ""
      problems.add(problem + character, at: place)
    case .duplicatedKeysInMapping(let keys, let context):
      addDuplicate(NodeComposer.restored(keys.first ?? ""), span(context.mark), source, &problems)
    case .memory:
      problems.add("there is not enough memory to read the file", at: start)
    default:
      problems.add("the file cannot be read as YAML: \(error)", at: start)
    }
  }

  /// Yams places the first of two equal keys; the second is what has to go.
  private static func addDuplicate(
    _ key: String, _ first: SourceSpan, _ source: SourceText, _ problems: inout PlacedProblems
  ) {
    let name = PlacedNode.short(key)
    guard let second = source.next(key, below: first) else {
      var place = first
      place.endColumn = source.end(of: key, at: first)
      return problems.add("the key '\(name)' stands more than once", at: place)
    }
    problems.add("the key '\(name)' stands twice", at: second, other: Located("it stands here already", at: first))
  }
}

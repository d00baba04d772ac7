import Findings
import Fixtures
import Placed

/// Test files from text, and their values as text.
enum FormText {
  static func read(_ text: String) throws -> TestFile { try TestFile.read(Array(text.utf8), file: "a.test.yml") }

  /// What is wrong with a file: `line:column: message`, with the hint.
  static func problems(_ text: String) -> [String] {
    do { _ = try read(text) } catch let error as PlacedError {
      return error.problems.map { problem in
        "\(problem.span.line):\(problem.span.column ?? 0): \(problem.message)" + (problem.hint.map { "; \($0)" } ?? "")
      }
    } catch {}
    return []
  }

  /// A value on one line, without quotes.
  static func flow(_ node: PlacedNode?) -> String {
    switch node?.content {
    case nil: "nil"
    case .scalar(let text, _)?: text
    case .sequence(let nodes)?: "[" + nodes.map(flow).joined(separator: ", ") + "]"
    case .mapping(let entries)?:
      "{" + entries.map { "\($0.key.value): \(flow($0.value))" }.joined(separator: ", ") + "}"
    }
  }
}

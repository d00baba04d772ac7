import Analysis
import Findings
import VerifierLog

/// Variables of the function that a step belongs to.
extension Rejection {
  /// The names in a step's source line, which may go on over several, that are variables declared in its function.
  func localsMentioned(at step: Int) -> [String] {
    guard let text = text(of: step) else { return [] }
    var found: [String] = []
    for word in text.utf8.split(whereSeparator: { !SourceNames.isWord($0) }) {
      let name = String(Substring(word))
      guard !found.contains(name), localDeclaration(name, before: step, "") != nil else { continue }
      found.append(name)
    }
    return found
  }

  /// Of those, the ones that are declared without a value.
  func unsetLocalsMentioned(at step: Int) -> [String] {
    localsMentioned(at: step).filter { name in
      guard let place = localDeclaration(name, before: step, ""), let text = place.text else { return false }
      return SourceNames.isDeclaredUnset(name, in: text)
    }
  }

  /// The bytes that an array of a step's function takes, as it is declared; nil where it is none or that cannot be told.
  func bytes(ofLocalArray name: String, before step: Int) -> Int? {
    guard let place = localDeclaration(name, before: step, "")?.span, let outline = sources[place.file] else {
      return nil
    }
    return declaredSizes.variables(in: outline, lines: place.line...place.line).first { $0.name == name && $0.isArray }?
      .bytes
  }
}

import Findings
import KernelFacts
import Placed

/// How a deed must end: `success`, an error such as `EPERM`, a command's exit status, or `any`.
public enum DeedResult: Hashable, Sendable {
  /// With 0, a negative error number, or a command's exit status.
  case status(Int32)
  /// However it ends.
  case any

  private static let words = ["success", "any"]

  init?(_ node: PlacedNode, _ problems: inout PlacedProblems) {
    guard let text = node.text(&problems) else { return nil }
    if text == "success" {
      self = .status(0)
    } else if text == "any" {
      self = .any
    } else if let error = ErrorNames.number(of: text) {
      self = .status(-error)
    } else if text.utf8.first.map({ (48...57).contains($0) }) == true {
      guard let status = node.integer(Int32.self, in: 0...255, &problems) else { return nil }
      self = .status(status)
    } else {
      problems.add(
        "'\(PlacedNode.short(text))' is no way for a deed to end", at: node.span,
        hint: NearestName.to(text, among: ErrorNames.all + Self.words).map { "did you mean '\($0)'?" }
          ?? "write success, any, an error such as EPERM, or a command's exit status")
      return nil
    }
  }

  /// How it should have ended and how it did; nil when that is the same.
  /// - Parameter status: 0, a negative error number, or a command's exit status.
  public func difference(from status: Int32) -> (expected: String, actual: String)? {
    guard case .status(let wanted) = self, wanted != status else { return nil }
    return (Self.text(wanted), Self.text(status))
  }

  private static func text(_ status: Int32) -> String {
    if status == 0 { return "success" }
    guard status < 0 else { return "exit status \(status)" }
    // The least number has no positive one.
    let number = status == Int32.min ? Int32.max : -status
    return ErrorNames.name(of: number) ?? "error \(number)"
  }
}

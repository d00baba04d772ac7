import Findings
import VerifierLog

/// A path as the page's script reads it: numbers, and texts that are said once. The script gives the fields their names.
struct WalkData: Encodable {
  /// Every text, by the numbers that stand for it.
  var texts: [String]
  /// The source lines: text, file (a text, -1 for none), line (0 for none).
  var sources: [[Int]]
  /// The steps: see `WalkRecord`.
  var steps: [[Int]]
  /// The refused instruction's explanation; nil for a path that was not refused.
  var title: String
  /// What stands below the title: file, line, program, kernel.
  var place: String
  /// The labelled spans in the story's order, the failing one last: label, place, text, and the step, -1 for none.
  var story: [Story]
  /// What the verifier said.
  var messages: [String]
  /// Notes on the finding and on the log.
  var notes: [String]
  /// What to change.
  var fix: String?
  /// The repair as signed lines.
  var repair: [String]
  /// Why the verifier demands it.
  var why: String?

  struct Story: Encodable {
    var label: String
    var place: String
    var text: String
    var step: Int
  }
}

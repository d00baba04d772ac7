import Fixtures
import Jobs
import Reports

/// The test file that events become: their arguments, the task that they came by in, and what the program made of each.
struct LiveRecordDraft {
  /// The program's name.
  let program: String
  /// How the file names the object; nil where it is found by its name.
  let object: String?

  /// The cases before anything is known of them: they run whatever comes out.
  func inputs(_ events: [LiveEvent]) -> String {
    head([]) + events.enumerated().map { lines($0.offset, $0.element, ["expect: {return: any}"]) }.joined()
  }

  /// The file, with the runs by the names of their cases. What did not run is skipped, and says why.
  func text(_ events: [LiveEvent], _ runs: [String: RecordedRun], notes: [String]) -> String {
    let cases = events.enumerated().map { index, event in
      let run = runs[name(index, event)]
      let expected =
        if let returned = run?.returned { "expect: {return: \(Int32(bitPattern: returned))}" } else {
          "skip: \(Self.scalar(run?.failure?.reason.summary ?? "it did not run"))"
        }
      return lines(index, event, [expected])
    }
    return head(notes) + cases.joined(separator: "\n")
  }

  private func head(_ notes: [String]) -> String {
    let objects = object.map { "objects: [\(Self.scalar($0))]\n" } ?? ""
    return notes.map { "# \($0)\n" }.joined() + objects + "defaults: {program: \(Self.scalar(program))}\n\ncases:\n"
  }

  private func lines(_ index: Int, _ event: LiveEvent, _ expect: [String]) -> String {
    let arguments = event.arguments.map(Self.number).joined(separator: ", ")
    // A task without a name has none that could be given.
    let task = event.comm.isEmpty ? [] : ["task: {comm: \(Self.scalar(event.comm))}"]
    let body = task + ["args: [\(arguments)]"] + expect
    return "  - name: \(Self.scalar(name(index, event)))\n" + body.map { "    \($0)\n" }.joined()
  }

  private func name(_ index: Int, _ event: LiveEvent) -> String {
    TerminalText.escape("\(index + 1): in \(event.comm)")
  }

  /// Small numbers as such, others by their digits.
  private static func number(_ number: UInt64) -> String {
    number < 1 << 16 ? String(number) : "0x" + String(number, radix: 16)
  }

  /// Text in quotes, with nothing in it that the file would take for a reference.
  private static func scalar(_ text: String) -> String { ValueYAML.quoted(text).replacing("$", with: "$$") }
}

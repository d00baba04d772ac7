public import Findings
public import Scripts

/// A time of day where a duration is meant.
public enum TimestampDurationRule: ScriptRule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2151", name: "timestamp-duration", group: .wrong, severity: .warning,
    title: "a timestamp is counted as if it were a duration",
    why: """
      nsecs is the time since the machine started, and elapsed the time since the script did: they grow with every event. A \
      histogram, sum or average of them has one bucket near the top that says when it was, and nothing of how long anything \
      took.
      """,
    fix: """
      keep the start by thread, @start[tid] = nsecs, and give nsecs - @start[tid] where it ends, then delete the start
      """)

  private static let clocks: Set<String> = ["nsecs", "elapsed"]
  /// Functions whose result means something of durations only. The first or last time, by `min` and `max`, is one.
  private static let functions: Set<String> = ["hist", "lhist", "sum", "avg", "stats"]
  /// Signs that make a time another thing: a difference, or a part of a second.
  private static let differences: Set<String> = ["-", "%", "&"]

  /// Each such call.
  public static func check(_ script: Script, targets: [LintTarget]) -> [Finding] {
    script.probes.flatMap { probe in
      let clocks = clockVariables(probe.body)
      return probe.body.indices.compactMap { index -> Finding? in
        let word = probe.body[index]
        guard functions.contains(word.text), let argument = probe.body.arguments(at: index + 1)?.first,
          let clock = argument.first(where: { clocks.contains($0.text) }),
          !argument.contains(where: { differences.contains($0.text) || $0.kind == .map })
        else { return nil }
        return finding(
          "\(word.text)() gets \(clock.text), which is a time and no duration",
          primary: script.span(clock.range, "when, not how long"),
          claim: .inferred(because: "nothing is subtracted from it"))
      }
    }
  }

  /// The clocks, and the variables that are set once, to nothing but a clock.
  private static func clockVariables(_ body: [ScriptToken]) -> Set<String> {
    var (found, set): (Set<String>, Set<String>) = (clocks, [])
    for index in body.indices where body[index].kind == .variable {
      guard index + 1 < body.count, body[index + 1].text == "=", index + 2 < body.count, body[index + 2].text != "="
      else { continue }
      let name = body[index].text
      let isClock =
        clocks.contains(body[index + 2].text) && (index + 3 == body.count || [";", "}"].contains(body[index + 3].text))
      if isClock, !set.contains(name) { found.insert(name) } else { found.remove(name) }
      set.insert(name)
    }
    return found
  }
}

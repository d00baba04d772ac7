public import Findings
public import Scripts

/// A map of a script whose keys never end.
public enum ManyKeysRule: ScriptRule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2551", name: "many-keys", group: .costly, severity: .warning,
    title: "a map has keys without end, and nothing deletes them",
    why: """
      A map of bpftrace holds 4096 keys (BPFTRACE_MAP_KEYS_MAX). Keys that keep coming, such as times, threads or paths with \
      process ids, fill it within minutes on a busy machine; from then on events with new keys are not counted, and the \
      report does not say so.
      """,
    fix: """
      use keys of which there are few, such as comm; or delete each where it ends, or print and clear the map at intervals
      """,
    seeAlso: ["A2502"])

  /// Words that are another number with each event.
  private static let times: Set<String> = ["nsecs", "elapsed", "rand"]
  /// Words that are another number with each thread or process.
  private static let identities: Set<String> = ["tid", "pid"]
  private static let strings: Set<String> = ["str", "path", "buf"]
  private static let removals: Set<String> = ["delete", "clear"]

  /// The first use of each such map.
  public static func check(_ script: Script, targets: [LintTarget]) -> [Finding] {
    let emptied = emptied(script)
    var told: Set<String> = []
    return script.probes.flatMap { probe in
      probe.body.indices.compactMap { index -> Finding? in
        let map = probe.body[index]
        guard map.kind == .map, !emptied.contains(map.text), let key = probe.body.arguments(at: index + 1, "[", "]"),
          let end = probe.body.close(of: index + 1), isSet(probe.body, behind: end), let why = reason(key),
          told.insert(map.text).inserted
        else { return nil }
        let place = probe.body[index].range.lowerBound..<probe.body[end].range.upperBound
        var found = finding(
          "\(map.text) has a key for each \(why.words), and no key is ever deleted",
          primary: script.span(place, "4096 keys, then no new one"),
          claim: .inferred(because: "no delete() or clear() of the map runs before the script ends"))
        if !why.isCertain { found.severity = .note }
        return found
      }
    }
  }

  /// What makes keys without end; not certain where it depends on how long the script runs.
  private static func reason(_ key: [[ScriptToken]]) -> (words: String, isCertain: Bool)? {
    let parts = key.map { $0.map(\.text) }
    // A time that is divided is one of a few.
    func alone(_ words: Set<String>) -> String? { parts.first { $0.count == 1 && words.contains($0[0]) }?[0] }
    if let time = alone(times) { return (time == "rand" ? "random number" : "moment (\(time))", true) }
    let string = parts.first { $0.first.map(strings.contains) ?? false }
    if let identity = alone(identities) {
      let owner = identity == "tid" ? "thread" : "process"
      return string == nil ? ("\(owner) (\(identity))", false) : ("string and \(owner)", true)
    }
    return nil
  }

  /// Whether what stands behind a key sets the map's value.
  private static func isSet(_ body: [ScriptToken], behind end: Int) -> Bool {
    guard end + 1 < body.count else { return false }
    if ["++", "--"].contains(body[end + 1].text) { return true }
    let signs = body[(end + 1)...].prefix(3).map(\.text)
    if signs[0] == "=" { return signs.count > 1 && signs[1] != "=" }
    return signs.count > 2 && ["+", "-", "*", "/", "|", "&", "^"].contains(signs[0]) && signs[1] == "="
  }

  /// The maps from which something is deleted before the end.
  private static func emptied(_ script: Script) -> Set<String> {
    var maps: Set<String> = []
    for probe in script.probes where !probe.attachPoints.allSatisfy({ $0.provider == "END" }) {
      for index in probe.body.indices where removals.contains(probe.body[index].text) {
        guard let argument = probe.body.arguments(at: index + 1)?.first?.first, argument.kind == .map else { continue }
        maps.insert(argument.text)
      }
    }
    return maps
  }
}

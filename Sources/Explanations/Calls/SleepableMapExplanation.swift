import BPFObject
import Findings
import KernelFacts

/// A map type that sleepable programs may not use.
public enum SleepableMapExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1516", title: "a sleepable program uses a map of a type that it may not",
    why: """
      A program that sleeps may hold what it found in a map for long. Only map types whose elements live on until the \
      program is done are open to it: arrays, hashes, ring buffers, local storage, and on newer kernels more.
      """,
    fix: "use an array, hash, ring buffer or local storage map, or take the `.s` from the program's section",
    causes: [
      "A perf event array, a stack trace map, a queue, an LPM trie or a sockmap is used in a sleepable program.",
      "A per-CPU map is used on a kernel before 5.12.",
    ],
    repair: .init(
      before: "__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);", after: "__uint(type, BPF_MAP_TYPE_RINGBUF);"),
    wordings: [
      .init(
        "6.3 and later", "Sleepable programs can only use array, hash, ringbuf and local storage maps",
        "a sleepable program uses a map of a type that it may not"),
      .init(
        "5.10 to 6.2", "Sleepable programs can only use array",
        "a sleepable program uses a map of a type that it may not"),
    ],
    seeAlso: ["A1504", "A1515"],
    examples: [
      .init(
        "6.3 and later", ["Sleepable programs can only use array, hash, ringbuf and local storage maps"],
        summary: "a sleepable program uses a map of a type that it may not"),
      .init(
        "5.10 to 6.2", ["Sleepable programs can only use array, hash, and ringbuf maps"],
        summary: "a sleepable program uses a map of a type that it may not"),
    ])

  /// A map that goes away while the program sleeps.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var explained = worded(rejection) else { return nil }
    // The verifier names no map: of those that the program uses, one of a type that no kernel opens to it.
    if let map = rejection.usedMaps.first(where: { !$0.type.isForSleepable }) {
      explained.summary = "a sleepable program uses `\(map.name)`, a \(map.type.name) map"
      explained.primary = rejection.useOfMap(map.name, "the program uses `\(map.name)` here")
      explained.fixPlace = rejection.mapLine(map.name, field: "type", "`\(map.name)` is declared \(map.type.name) here")
    } else {
      explained.fixPlace = rejection.sectionPlace("this section makes the program sleepable")
    }
    return explained
  }
}

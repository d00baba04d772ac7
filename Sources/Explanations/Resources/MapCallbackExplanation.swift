import Findings
import VerifierLog

/// bpf_for_each_map_elem over a map that cannot be walked.
public enum MapCallbackExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1774", title: "a map whose elements cannot be walked",
    why: """
      bpf_for_each_map_elem walks hash, LRU, array and per-CPU maps (5.13), and a few more since. Queues, ring buffers, \
      maps of sockets or programs cannot be walked by a program. Which map is meant has to be certain at the call.
      """,
    fix: "keep what has to be walked in a hash or array map",
    wordings: [
      .init(
        "5.13 and later", "callback function not allowed for map", "bpf_for_each_map_elem cannot walk this kind of map")
    ],
    examples: [
      .init(
        "5.13 and later", ["callback function not allowed for map"],
        summary: "bpf_for_each_map_elem cannot walk this kind of map")
    ])

  /// A map without a walk.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var explained = worded(rejection) else { return nil }
    explained.label = "walked here"
    explained.related = []
    let map =
      rejection.failingStep.flatMap { rejection.trace.register(1, before: $0)?.map }
      ?? rejection.argumentText(1).map { String($0.trimmingPrefix { $0 == "&" }) }
    if let map {
      explained.summary = explained.summary.replacing("this kind of map", with: "the map \(map): its type has no walk")
      explained.fixPlace = rejection.mapLine(map, field: "type", "the map's type is set here")
    }
    return explained
  }
}

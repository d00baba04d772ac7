import BPFObject
import KernelFacts

/// A map type that is newer than the kernel.
public enum MapTypeMissingExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1904", title: "a map type that this kernel does not have",
    why: """
      A kernel answers EINVAL to a map type that it does not know, the same as to wrong sizes. Types come with releases: \
      ring buffers with 5.8, task storage with 5.11, bloom filters with 5.16, arenas with 6.9.
      """,
    fix: "use a map type that the oldest kernel of your users has, or let the loader leave the map out there",
    causes: ["The program was written on a newer kernel than the one that loads it."],
    repair: .init(
      before: "__uint(type, BPF_MAP_TYPE_RINGBUF);",
      after: "__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY); /* before 5.8 */"),
    seeAlso: ["A1903", "A1935"],
    examples: [
      .init(
        "the reason as assay words it", ["map events is of type ringbuf, which kernels have since 5.8"],
        summary: "map events is of type ringbuf, which kernels have since 5.8")
    ])

  private static let own = MessageFormat("map %w is of type %w, which kernels have since %w")

  /// A type that came later.
  public static func explain(_ rejection: Rejection) -> Explained? {
    if let (_, words) = rejection.first(own) {
      return explained("map \(words[0]) is of type \(words[1]), which kernels have since \(words[2])")
    }
    guard let name = RefusedMap(rejection)?.name, let (type, since) = missing(name, rejection) else { return nil }
    let kernel = rejection.kernel.map { "; this is \($0)" } ?? ""
    var explained = explained("map \(name) is of type \(type.name), which kernels have since \(since)\(kernel)")
    explained.primary = rejection.mapLine(name, fields: ["type"], "this type came with \(since)")
    return explained
  }

  /// The map's type and the release that brought it, where the kernel is known to be older.
  static func missing(_ map: String, _ rejection: Rejection) -> (type: MapType, since: KernelVersion)? {
    guard let kernel = rejection.kernel, let type = rejection.object?.map(named: map)?.type,
      let since = type.facts?.since, kernel < since
    else { return nil }
    return (type, since)
  }
}

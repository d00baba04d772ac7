import BPFObject

/// A map or program that cannot be pinned, or a pinned one that does not fit.
public enum PinExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1934", title: "a pin that cannot be used or made",
    why: """
      `LIBBPF_PIN_BY_NAME` makes libbpf look for a map of that name in /sys/fs/bpf first and use it. It has to have the same \
      type, sizes, max_entries and flags as the declaration; one left by an older version of the program does not. Pins can \
      be made only in a mounted bpffs. `assay verify` pins nothing.
      """,
    fix: "remove the old pin, or give the map another name, when its declaration changes",
    causes: [
      "The map's declaration changed since it was pinned.",
      "/sys/fs/bpf is not mounted, or read-only, as in a container.",
      "Another program pins a map of the same name.",
    ],
    repair: .init(
      before: "__uint(pinning, LIBBPF_PIN_BY_NAME); /* and max_entries changed */", after: "$ rm /sys/fs/bpf/counts"),
    wordings: [
      .init(
        "libbpf", "couldn't reuse pinned map at '%w': parameter mismatch",
        "the map pinned at {0} is not as the object declares it"),
      .init("libbpf", "couldn't retrieve pinned map '%w'", "the map pinned at {0} cannot be opened"),
      .init("libbpf", "map '%w': error reusing pinned map", "the pinned map {0} cannot be used"),
      .init("libbpf", "map '%w': failed to auto-pin at '%w'", "map {0} cannot be pinned at {1}"),
      .init("libbpf", "specified path %w is not on BPF FS", "{0} is in no BPF file system"),
      .init("libbpf", "failed to pin map: ", "a map cannot be pinned"),
      .init("libbpf", "prog '%w': failed to pin at '%w'", "program {0} cannot be pinned at {1}"),
      .init("libbpf", "map '%w' already has pin path '%w' different from '%w'", "map {0} is pinned at {1} already"),
      .init("libbpf", "missing a path to pin map '%w' at", "map {0} is to be pinned, and where is not said"),
      .init("libbpf", "failed to statfs %w:", "{0}, where the pin should be, cannot be looked at", isGeneral: true),
    ],
    seeAlso: ["A1903"],
    examples: [
      .init(
        "libbpf", ["couldn't reuse pinned map at '/sys/fs/bpf/counts': parameter mismatch"],
        summary: "the map pinned at /sys/fs/bpf/counts is not as the object declares it"),
      .init(
        "libbpf", ["couldn't retrieve pinned map '/sys/fs/bpf/counts': Permission denied"],
        summary: "the map pinned at /sys/fs/bpf/counts cannot be opened"),
      .init("libbpf", ["map 'counts': error reusing pinned map"], summary: "the pinned map counts cannot be used"),
      .init(
        "libbpf", ["map 'counts': failed to auto-pin at '/sys/fs/bpf/counts': -2"],
        summary: "map counts cannot be pinned at /sys/fs/bpf/counts"),
      .init("libbpf", ["specified path /tmp/counts is not on BPF FS"], summary: "/tmp/counts is in no BPF file system"),
      .init("libbpf", ["failed to pin map: File exists"], summary: "a map cannot be pinned"),
      .init(
        "libbpf", ["prog 'filter': failed to pin at '/sys/fs/bpf/filter': File exists"],
        summary: "program filter cannot be pinned at /sys/fs/bpf/filter"),
      .init(
        "libbpf", ["map 'counts' already has pin path '/sys/fs/bpf/a' different from '/sys/fs/bpf/b'"],
        summary: "map counts is pinned at /sys/fs/bpf/a already"),
      .init(
        "libbpf", ["missing a path to pin map 'counts' at"],
        summary: "map counts is to be pinned, and where is not said"),
      .init(
        "libbpf", ["failed to statfs /sys/fs/bpf: No such file or directory"],
        summary: "/sys/fs/bpf, where the pin should be, cannot be looked at"),
    ])

  private static let map = MessageFormat("map '%w'")
  private static let path = MessageFormat("couldn't %w pinned map %s'%w'")

  /// A pin in the way.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var explained = worded(rejection) else { return nil }
    var name: String?
    if let (_, words) = rejection.first(path) { name = words[2].split(separator: "/").last.map(String.init) }
    if let (_, words) = rejection.first(map) { name = String(words[0]) }
    explained.primary = name.flatMap { rejection.mapLine($0, fields: ["pinning"], "pinned by this name") }
    return explained
  }
}

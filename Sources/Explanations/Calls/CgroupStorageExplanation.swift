import BPFObject
import Findings
import KernelFacts

/// Two cgroup storages of one type.
public enum CgroupStorageExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1517", title: "more than one cgroup storage map of a type in one program",
    why: """
      bpf_get_local_storage finds the storage of the cgroup that the program is attached to, without a key: so a program \
      can have one BPF_MAP_TYPE_CGROUP_STORAGE and one per-CPU one, no more.
      """,
    fix: "put all values into one struct in one cgroup storage map, or use BPF_MAP_TYPE_CGRP_STORAGE (6.2 and later)",
    causes: ["Two cgroup storages are used in one program, or in functions that it inlines."],
    wordings: [
      .init(
        "5.4 and later", "only one cgroup storage of each type is allowed",
        "the program uses more than one cgroup storage map of a type")
    ],
    seeAlso: ["A1515"],
    examples: [
      .init(
        "5.4 and later", ["only one cgroup storage of each type is allowed"],
        summary: "the program uses more than one cgroup storage map of a type")
    ])

  /// A second one.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var explained = worded(rejection) else { return nil }
    let storages = rejection.usedMaps.filter { $0.type == .cgroupStorage || $0.type == .percpuCgroupStorage }
    let second = storages.indices.dropFirst().first { index in
      storages[..<index].contains { $0.type == storages[index].type }
    }
    if let second, let first = storages.first(where: { $0.type == storages[second].type }) {
      let map = storages[second]
      explained.summary = "the program uses two \(map.type.name) maps, `\(first.name)` and `\(map.name)`"
      explained.primary = rejection.useOfMap(map.name, "the program uses `\(map.name)` here, too")
      explained.fixPlace = rejection.mapLine(map.name, "`\(map.name)` is the second of its type")
    }
    return explained
  }
}

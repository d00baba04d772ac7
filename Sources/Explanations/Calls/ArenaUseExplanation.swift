import BPFObject
import Findings
import KernelFacts

/// An arena that the program cannot use as it is.
public enum ArenaUseExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1519", title: "an arena that cannot be used as it is declared or loaded",
    why: """
      An arena is memory that a program and a process share at one address. A program can have one only, because its \
      pointers are 32-bit offsets into it; the process's address has to be known before the program is loaded.
      """,
    fix: "declare one arena, give its user address in map_extra or map it (libbpf does) before the load, and load with "
      + "CAP_BPF and CAP_PERFMON",
    causes: [
      "Two arenas are used in one program, one of them perhaps in a library's function.",
      "The loader did not map the arena before it loaded the program.",
      "The process lacks CAP_PERFMON.",
    ],
    wordings: [
      .init("6.9 and later", "Only one arena per program", "the program uses more than one arena"),
      .init(
        "6.9 and later", "CAP_BPF and CAP_PERFMON are required to use arena",
        "the program uses an arena, and the load lacks CAP_BPF or CAP_PERFMON"),
      .init(
        "6.9 and later", "arena's user address must be set via map_extra or mmap()",
        "the program uses an arena that no process has mapped yet"),
    ],
    seeAlso: ["A1510"],
    examples: [
      .init("6.9 and later", ["Only one arena per program"], summary: "the program uses more than one arena"),
      .init(
        "6.9 and later", ["CAP_BPF and CAP_PERFMON are required to use arena"],
        summary: "the program uses an arena, and the load lacks CAP_BPF or CAP_PERFMON"),
      .init(
        "6.9 and later", ["arena's user address must be set via map_extra or mmap()"],
        summary: "the program uses an arena that no process has mapped yet"),
    ])

  /// An arena too many, too early, or without the right.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var explained = worded(rejection) else { return nil }
    let arenas = rejection.usedMaps.filter { $0.type == .arena }
    if let arena = arenas.dropFirst().first ?? arenas.first {
      explained.primary = rejection.useOfMap(arena.name, "the program uses `\(arena.name)` here")
      explained.fixPlace = rejection.mapLine(
        arena.name, arenas.count > 1 ? "`\(arena.name)` is the second arena" : "`\(arena.name)` is the arena")
    }
    return explained
  }
}

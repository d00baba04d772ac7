import Findings
import KernelFacts

/// A section name that tells libbpf no program type.
public enum UnknownSectionExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1902", title: "a section name that does not say what type of program this is",
    why: """
      libbpf learns a program's type, and for many types what to attach it to, from the name in SEC(). A name that is none \
      of its own leaves the type open, and the kernel loads no program without one. Until libbpf 0.8 a known beginning was \
      enough (`xdp_filter`, `kprobe_foo`); since 1.0 the name has to be exact, with the target after a slash.
      """,
    fix: "write one of libbpf's section names in SEC(), with the target after a slash where the type has one",
    causes: [
      "A misspelt name: kprobes/vfs_read for kprobe/vfs_read.",
      "A name from before libbpf 1.0: xdp_prog, classifier/ingress, prog.",
      "A loader of its own, which knows what its section names mean and sets the type itself.",
      "A section that is newer than the libbpf that loads the object.",
    ],
    repair: .init(
      before: "SEC(\"kprobes/vfs_read\")",
      after: "SEC(\"kprobe/vfs_read\")"),
    seeAlso: ["A1910"],
    examples: [
      .init(
        "libbpf 1.0 and later",
        ["prog 'slip': missing BPF prog type, check ELF section name 'kprobes/vfs_read'"],
        summary: "section kprobes/vfs_read does not say what type of program this is"),
      .init(
        "libbpf before 1.0", ["failed to guess program type from ELF section 'prog'"],
        summary: "section prog does not say what type of program this is"),
      .init(
        "libbpf before 1.0", ["prog 'drop': unrecognized ELF section name 'xdp_drop'"],
        summary: "section xdp_drop does not say what type of program this is"),
      .init(
        "libbpf 1.0 to 1.2", ["prog 'meter': missing BPF prog type, check ELF section name 'tcx/ingress'"],
        summary: "section tcx/ingress is newer than the libbpf that loads the program"),
      .init(
        "libbpf 1.0 and later", ["prog 'probe': invalid format of section definition 'usdt'"],
        summary: "section usdt lacks what has to follow the slash"),
      .init(
        "libbpf 1.0 and later", ["invalid section 'usdt/libc', expected SEC(\"usdt/<path>:<provider>:<name>\")"],
        summary: "section usdt/libc lacks what has to follow the slash"),
    ])

  private static let missing = MessageFormat("prog '%w': missing BPF prog type, check ELF section name '%s'")
  private static let guess = MessageFormat("failed to guess program type from ELF section '%s'")
  private static let unrecognised = MessageFormat("prog '%w': unrecognized ELF section name '%s'")
  private static let malformed = MessageFormat("prog '%w': invalid format of section definition '%s'")
  private static let incomplete = MessageFormat("invalid section '%s', expected SEC(")

  /// A section without a type.
  public static func explain(_ rejection: Rejection) -> Explained? {
    if let (_, words) = rejection.first(missing, guess, unrecognised) {
      return about(String(words[words.count - 1]), rejection)
    }
    guard let (_, words) = rejection.first(malformed, incomplete) else { return nil }
    let section = words[words.count - 1]
    var explained = explained(
      "section \(section) lacks what has to follow the slash",
      advice: "write the target after the section's name, such as SEC(\"kprobe/vfs_read\")")
    explained.primary = rejection.sectionLine("the target is missing here")
    return explained
  }

  private static func about(_ section: String, _ rejection: Rejection) -> Explained {
    if let match = SectionTable.match(section), match.definition.libbpfSince > LibbpfVersion(1, 0) {
      var explained = explained(
        "section \(section) is newer than the libbpf that loads the program",
        advice: "load it with libbpf \(match.definition.libbpfSince) or later")
      explained.primary = rejection.sectionLine("libbpf knows this since \(match.definition.libbpfSince)")
      return explained
    }
    var advice: String?
    // A slip of the pen begins with a known name by chance: tp_bft with tp.
    let near = SectionTable.nearest(to: section)
    if let best = near.first {
      let rest = section.firstIndex(of: "/").map { section[$0...] } ?? ""
      let hasTarget = SectionTable.match(best + rest) != nil
      let others = near.dropFirst().map { "\"\($0)\"" }.joined(separator: " or ")
      advice =
        "write SEC(\"\(hasTarget ? best + rest : best)\")" + (others.isEmpty ? "" : ", if not \(others) is meant")
    } else if let successor = SectionTable.successor(of: section) {
      let target = successor.match == .withTarget ? "\(successor.name)/TARGET" : successor.name
      advice = "libbpf before 1.0 took it; write SEC(\"\(target)\") now"
    }
    var explained = explained("section \(section) does not say what type of program this is", advice: advice)
    explained.primary = rejection.sectionLine("no section name that libbpf knows")
    return explained
  }
}

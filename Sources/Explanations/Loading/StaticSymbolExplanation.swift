import BPFObject
import Findings

/// A program or map that is static.
public enum StaticSymbolExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1930", title: "a program or map is static",
    why: """
      Programs and maps are found by name, and the name of what is static is not visible outside of its file: libbpf 1.0 and \
      later take neither. Functions that the compiler splits off, such as NAME.cold, are static too, and land in the \
      program's section.
      """,
    fix: "remove `static` from the definition",
    causes: [
      "static int handler(...) below SEC(), as in other C code.",
      "static struct { ... } counts SEC(\".maps\").",
      "clang split a cold part off: build with -mllvm -hot-cold-split=false.",
    ],
    repair: .init(
      before: "SEC(\"xdp\")\nstatic int filter(struct xdp_md *ctx)",
      after: "SEC(\"xdp\")\nint filter(struct xdp_md *ctx)"),
    wordings: [
      .init("libbpf 1.0 and later", "sec '%w': program '%w' is static and not supported", "program {1} is static"),
      .init("libbpf 1.0 and later", "map '%w': unsupported map linkage static", "map {0} is static"),
    ],
    seeAlso: ["A1907"],
    examples: [
      .init(
        "libbpf 1.0 and later", ["sec 'xdp': program 'filter' is static and not supported"],
        summary: "program filter is static"),
      .init(
        "libbpf 1.0 and later", ["sec 'struct_ops/stop': program 'stopping.cold.1' is static and not supported"],
        summary: "program stopping.cold.1 is static"),
      .init("libbpf 1.0 and later", ["map 'counts': unsupported map linkage static."], summary: "map counts is static"),
    ])

  private static let program = MessageFormat("sec '%w': program '%w' is static")
  private static let map = MessageFormat("map '%w': unsupported map linkage")

  /// A static definition.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var explained = worded(rejection) else { return nil }
    if let (_, words) = rejection.first(program) {
      let name = String(words[1])
      if name.contains(".cold") {
        explained.advice = "build with -mllvm -hot-cold-split=false: the compiler split this part off"
      }
      explained.primary = rejection.declaration(
        name.split(separator: ".").first.map(String.init) ?? name, "static: its name is not visible to libbpf")
    } else if let (_, words) = rejection.first(map) {
      let name = String(words[0])
      explained.primary = rejection.mapLine(name, "static: its name is not visible to libbpf")
      explained.fixPlace = rejection.mapLine(name, field: "static", "remove this")
    }
    return explained
  }
}

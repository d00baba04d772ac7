public import BPFObject

/// A first test file of an object: a case for each of its programs that runs it on an input of its type, and as comments
/// what else the case could say, by the object's own maps, fields and variables. What is commented is right once the `#`
/// is taken away. Nothing is expected of what comes out: that is the author's to say.
public struct TestDraft {
  private let object: ObjectFile
  private let title: String
  private let places: [String]

  /// A draft. `title` is how the file names the object; `places` are what stands under `objects:`, relative to the test
  /// file, none when it is found by its name.
  public init(_ object: ObjectFile, title: String, places: [String] = []) {
    self.object = object
    self.title = title
    self.places = places
  }

  /// The file.
  public var text: String {
    let cases = object.programs.map { CaseDraft($0, of: object) }
    let live = [
      "# A case with attach: is a live one: the program is attached, what drive: says is done, and maps and events must be as",
      "# expected. Its skip: line keeps it out for now. What acts on other tasks belongs into a virtual machine (kernels:).",
    ]
    var parts: [[String]] = [
      [
        "# First tests of \(SnapshotText.scalar(title)). Each case runs a program on maps of its own: say what must come out.",
        "# What stands behind a # is what else a case can say: take the # away and fill it in.",
        "# assay test runs the file; assay test --help says more.",
      ] + (cases.contains(where: \.isLive) ? live : [])
    ]
    if !places.isEmpty { parts.append(["objects: [\(places.map(DraftText.scalar).joined(separator: ", "))]"]) }
    if cases.contains(where: \.takesPacket) {
      parts.append([
        "packets:",
        "  \(CaseDraft.packet): {eth: {}, ipv4: {src: 10.0.0.1, dst: 10.0.0.2}, "
          + "tcp: {sport: 40000, dport: 443, flags: syn}}",
      ])
    }
    let lines = cases.map { $0.lines.joined(separator: "\n") }.joined(separator: "\n\n")
    parts.append(["cases:", lines])
    return parts.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }
}

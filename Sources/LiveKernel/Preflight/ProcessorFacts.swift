/// The first processor of `/proc/cpuinfo`.
struct ProcessorFacts: Hashable, Sendable {
  /// What it is called; of ARM's processors the numbers of maker and part.
  var model: String?
  /// Its microcode's version.
  var microcode: String?
  /// What it can.
  var flags: Set<Substring>

  /// Reads the file's text.
  init(_ text: String) {
    var fields: [Substring: Substring] = [:]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty && !fields.isEmpty { break }
      let halves = line.split(separator: ":", maxSplits: 1)
      guard halves.count == 2 else { continue }
      let name = halves[0].prefix { $0 != "\t" }
      fields[name] = halves[1].drop { $0 == " " }
    }
    let arm = [fields["CPU implementer"], fields["CPU part"], fields["CPU revision"]].compactMap(\.self)
    model = fields["model name"].map { name in
      [name, fields["cpu family"].map { "family \($0)" }, fields["model"].map { "model \($0)" }].compactMap { $0 }
        .joined(separator: ", ")
    }
    if model == nil, !arm.isEmpty { model = "implementer, part and revision " + arm.joined(separator: " ") }
    microcode = fields["microcode"].map(String.init)
    flags = Set((fields["flags"] ?? fields["Features"] ?? "").split(separator: " "))
  }
}

import Fixtures
import Jobs
import KernelFacts
import Packets
import Placed
import Reports

/// The test file that a recording becomes: the packets as layers, and what the program made of each.
struct RecordDraft {
  /// A packet of the capture.
  struct Sent: Sendable {
    /// Its number in the capture, from 1.
    var number: Int
    /// The frame.
    var bytes: [UInt8]
  }

  /// The program's name and type.
  let program: String
  let type: ProgramType
  /// How the file names the object; nil where it is found by its name.
  let object: String?

  /// The longest name of a case.
  private static let nameLength = 100

  /// The cases before anything is known of them: they run whatever comes out.
  func inputs(_ packets: [Sent]) -> String {
    head([]) + packets.map { lines(of: $0, expect: ["expect: {return: any}"]) }.joined()
  }

  /// The file, with the runs by the names of their cases. What did not run is skipped, and says why.
  func text(_ packets: [Sent], _ runs: [String: RecordedRun], notes: [String]) -> String {
    let expected = packets.map { lines(of: $0, expect: expectation($0, runs[name(of: $0)])) }
    return head(notes) + expected.joined(separator: "\n")
  }

  func head(_ notes: [String]) -> String {
    let comments = notes.map { "# \($0)\n" }.joined()
    let objects = object.map { "objects: [\(Self.scalar($0))]\n" } ?? ""
    return comments + objects + "defaults: {program: \(Self.scalar(program))}\n\ncases:\n"
  }

  private func lines(of sent: Sent, expect: [String]) -> String {
    let packet = PacketForm.yaml(of: sent.bytes).map { "      " + Self.escaped($0) }
    let lines = ["  - name: \(Self.scalar(name(of: sent)))", "    packet:"] + packet + expect.map { "    " + $0 }
    return lines.joined(separator: "\n") + "\n"
  }

  /// `7: ipv4 10.0.0.1 > 10.0.0.2, tcp 40000 > 443 syn`: what is behind Ethernet's header, as far as there is room.
  func name(of sent: Sent) -> String {
    let layers = PacketText.layers(of: sent.bytes)
    let inner = layers.dropFirst().filter { !$0.hasPrefix("payload") }
    let said = inner.isEmpty ? Array(layers.prefix(1)) : inner
    let text = "\(sent.number): " + said.map(Self.withoutRemark).joined(separator: ", ")
    return TerminalText.cut(TerminalText.escape(text), to: Self.nameLength)
  }

  /// A layer's line without what is said of its checksum: captures hold many that a network card was to fill in.
  private static func withoutRemark(_ line: String) -> String {
    line.replacing(#/ \(checksum [^)]*\)/#, with: "")
  }

  // MARK: What came out

  func expectation(_ sent: Sent, _ run: RecordedRun?) -> [String] {
    guard let run, let returned = run.returned else {
      return ["skip: \(Self.scalar(run?.failure?.reason.summary ?? "it did not run"))"]
    }
    let value = ReturnNames.text(returned, of: type).prefix { $0 != " " }
    guard let received = run.packet else { return ["expect: {return: \(value)}"] }
    if holds(["unchanged"], sent, received) { return ["expect: {return: \(value), packet: unchanged}"] }
    let layers = PacketForm.yaml(of: received)
    let forms = [changed(layers, sent, received), layers, ["hex: \"\(Self.hex(received))\""]]
    let lines = forms.first { !$0.isEmpty && holds($0, sent, received) } ?? []
    return ["expect:", "  return: \(value)", "  packet:"] + lines.map { "    " + Self.escaped($0) }
  }

  /// The lines of the layers that are not as they were sent, and that all else is.
  private func changed(_ layers: [String], _ sent: Sent, _ received: [UInt8]) -> [String] {
    let names = Set(differences(["unchanged"], sent, received)?.map { $0.path.prefix { $0 != "." } } ?? [])
    let lines = layers.filter { names.contains($0.prefix { $0 != ":" }) }
    return lines.isEmpty ? [] : lines + ["otherwise: unchanged"]
  }

  /// Whether an expectation that is written so holds of what came out.
  private func holds(_ lines: [String], _ sent: Sent, _ received: [UInt8]) -> Bool {
    differences(lines, sent, received)?.isEmpty ?? false
  }

  /// In what a packet is not as lines say; nil when they say nothing.
  private func differences(_ lines: [String], _ sent: Sent, _ received: [UInt8]) -> [PacketDifference]? {
    guard let document = try? PlacedDocument(Array(lines.joined(separator: "\n").utf8), file: "") else { return nil }
    var problems = PlacedProblems()
    let isBlank = PacketTypes.startBehindEthernet.contains(type)
    return PacketExpectation(document.root, &problems)?
      .differences(from: received, sent: sent.bytes, ethernetIsBlank: isBlank)
  }

  private static func hex(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// Text in quotes, with nothing in it that the file would take for a reference.
  private static func scalar(_ text: String) -> String { escaped(ValueYAML.quoted(text)) }

  private static func escaped(_ text: String) -> String { text.replacing("$", with: "$$") }
}

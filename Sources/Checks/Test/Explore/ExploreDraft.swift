import BPFObject
import Fixtures
import Jobs
import KernelFacts
import Packets
import Placed
import Reports

/// The test file that finds become.
struct ExploreDraft {
  let subject: ExploreSubject
  /// How the file names the object; nil where it is found by its name.
  let object: String?
  let finds: [ExploreLedger.Find]

  private var record: RecordDraft {
    RecordDraft(program: subject.program.name, type: subject.type, object: object)
  }

  /// The cases before anything is known of them: they run whatever comes out.
  func inputs() -> String {
    record.head([]) + finds.indices.map { lines($0, expect: ["expect: {return: any}"]) }.joined()
  }

  /// The file, with the runs by the names of their cases.
  func text(_ runs: [String: RecordedRun], notes: [String]) -> String {
    record.head(notes)
      + finds.indices.map { lines($0, expect: expectation($0, runs[name(of: $0)])) }.joined(separator: "\n")
  }

  /// `1: ipv4 10.0.0.9 > 192.0.2.1, tcp 40000 > 443`.
  func name(of number: Int) -> String {
    guard let packet = finds[number].find.packet else { return "\(number + 1): found by exploring" }
    return record.name(of: .init(number: number + 1, bytes: packet))
  }

  private func expectation(_ number: Int, _ run: RecordedRun?) -> [String] {
    guard let packet = finds[number].find.packet else {
      let returned = run?.returned ?? finds[number].find.returned
      return ["expect: {return: \(ReturnNames.text(returned, of: subject.type).prefix { $0 != " " })}"]
    }
    return record.expectation(.init(number: number + 1, bytes: packet), run)
  }

  private func lines(_ number: Int, expect: [String]) -> String {
    let find = finds[number].find
    var body = finds[number].news.map { "# takes \(TerminalText.escape($0))" }
    if find.isNewReturn { body.append("# returns what no case and none above returns") }
    if let packet = find.packet { body += ["packet:"] + PacketForm.yaml(of: packet).map { "  " + Self.escaped($0) } }
    body += context(find) + globals(find) + maps(find) + expect
    return "  - name: \(Self.scalar(name(of: number)))\n" + body.map { "    \($0)\n" }.joined()
  }

  private func context(_ find: ExploreFind) -> [String] {
    guard let context = find.context else { return [] }
    if subject.type == .rawTracepoint {
      let words = stride(from: 0, to: context.count - 7, by: 8).map { place in
        "0x" + String(context[place..<place + 8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }, radix: 16)
      }
      return ["args: [\(words.joined(separator: ", "))]"]
    }
    let yaml = ContextText.yaml(context, type: subject.type, program: subject.program, object: subject.input.object)
    return ["context: \(Self.escaped(yaml))"]
  }

  private func globals(_ find: ExploreFind) -> [String] {
    guard subject.planned.indices.contains(find.origin) else { return [] }
    let globals = subject.planned[find.origin].test.globals
    let words = globals.flatMap { global -> [String] in
      guard let bytes = global.bytes.bytes(of: subject.values) else { return [] }
      let section = [UInt8](repeating: 0, count: global.offset) + bytes
      let names = subject.input.object.variables
        .filter { $0.section == global.section && $0.offset == global.offset }.map(\.name)
      return GlobalText.values(of: global.section, bytes: section, object: subject.input.object)
        .filter { names.contains($0.name) }.map { "\($0.name): \(Self.escaped($0.yaml))" }
    }
    return words.isEmpty ? [] : ["globals: {\(words.joined(separator: ", "))}"]
  }

  private func maps(_ find: ExploreFind) -> [String] {
    var lines: [String] = []
    for map in subject.input.object.maps {
      let entries = find.entries.filter { $0.map == map.name }.map { (key: $0.key, value: $0.value) }
      guard !entries.isEmpty, let text = MapText.before(entries, of: map, object: subject.input.object) else {
        continue
      }
      lines += ["    \(ValueYAML.quoted(map.name)):"] + text.map { "      " + Self.escaped($0) }
    }
    return lines.isEmpty ? [] : ["maps:", "  before:"] + lines
  }

  private static func scalar(_ text: String) -> String { escaped(ValueYAML.quoted(text)) }

  private static func escaped(_ text: String) -> String { text.replacing("$", with: "$$") }
}

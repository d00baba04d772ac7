import Findings
import Placed
import TestSupport
import Testing

@testable import Fixtures

@Suite struct SnapshotTests {
  private func mapping(_ entries: (String, SnapshotValue)...) -> SnapshotValue {
    .mapping(entries.map { .init($0.0, $0.1) })
  }

  @Test func `a file is what a reviewer can read`() throws {
    var first = SnapshotRecord()
    first.returned = .text("XDP_DROP (1)")
    first.packet = .list([
      mapping(("eth", mapping(("dst", .text("02:00:00:00:00:02")), ("type", .text("ipv4"))))),
      mapping(("ipv4", mapping(("src", .text("10.0.0.9")), ("ttl", .text("64"))))),
    ])
    first.maps = mapping(
      ("blocked", mapping(("10.0.0.9", mapping(("packets", .text("1")), ("bytes", .text("54")))))),
      ("empty", mapping()),
      ("rules", .list([mapping(("key", mapping(("port", .text("443")))), ("value", .text("1")))])))
    first.trace = .list([.text("seen: 5"), .text("two\nlines")])
    var second = SnapshotRecord()
    second.returned = .text("-1")
    second.globals = mapping(("seen", .text("")))
    let file = SnapshotFile(cases: [
      SnapshotCase(name: "drops: a source", hasSteps: false, records: [first]),
      SnapshotCase(name: "steps", hasSteps: true, records: [second, second]),
    ])
    let bytes = try file.bytes(file: "a.test.snap.yml")
    #expect(
      String(decoding: bytes, as: UTF8.self) == """
        # What came out of the cases that expect a snapshot: written by 'assay test --update', read by people.
        "drops: a source":
          return: XDP_DROP (1)
          packet:
            - eth: {dst: "02:00:00:00:00:02", type: ipv4}
            - ipv4: {src: 10.0.0.9, ttl: 64}
          maps:
            blocked:
              10.0.0.9: {packets: 1, bytes: 54}
            empty: {}
            rules:
              - key: {port: 443}
                value: 1
          trace: ["seen: 5", "two\\nlines"]
        steps:
          - return: -1
            globals: {seen: ""}
          - return: -1
            globals: {seen: ""}

        """)
    let read = try SnapshotFile.read(bytes, file: "a.test.snap.yml")
    #expect(read.cases.map(\.value) == file.cases.map(\.value) && read.cases.map(\.hasSteps) == [false, true])
    #expect(read["steps"]?.span?.line == 15 && read["other"] == nil)
    #expect(try SnapshotFile.read(SnapshotFile().bytes(file: "b"), file: "b").cases.isEmpty)
  }

  @Test func `what is otherwise is named by its path`() {
    func maps(_ field: String) -> SnapshotValue { mapping(("k 1", mapping(("f", .text(field))))) }
    let old = mapping(
      ("return", .text("1")), ("gone", .text("x")), ("list", .list([.text("a"), .text("b")])), ("kind", .list([])),
      ("maps", mapping(("m", maps("2")))))
    let new = mapping(
      ("maps", mapping(("m", maps("3")), ("n", mapping()))), ("return", .text("1")),
      ("list", .list([.text("a"), .text("c"), .text("d: e")])), ("kind", .text("z")))
    #expect(old.differences(from: old) == [])
    #expect(
      old.differences(from: new).map { "\($0.path): \($0.expected ?? "nil") | \($0.actual ?? "nil")" } == [
        "gone: x | nil", "list[1]: b | c", "list[2]: nil | \"d: e\"", "kind: [] | z", "maps.m.k 1.f: 2 | 3",
        "maps.n: nil | {}",
      ])
  }

  @Test func `any holds for whatever comes, and stays`() throws {
    let stored = try SnapshotFile.read(
      Array("a: {events: {e: [{ts: any, name: \"any\"}]}, return: any, trace: [x]}".utf8), file: "a")
    let old = try #require(stored["a"])
    var record = SnapshotRecord()
    record.returned = .text("1")
    record.events = mapping(("e", .list([mapping(("ts", .text("77")), ("name", .text("any")))])))
    record.trace = .list([.text("y"), .text("z")])
    let new = SnapshotCase(name: "a", hasSteps: false, records: [record])
    #expect(old.differences(from: new).map(\.path) == ["trace[0]", "trace[1]"])
    let kept = new.keepingAny(of: old)
    #expect(kept.value.flow == #"{return: any, events: {e: [{ts: any, name: "any"}]}, trace: [y, z]}"#)
    let bytes = try SnapshotFile(cases: [kept]).bytes(file: "a")
    #expect(try SnapshotFile.read(bytes, file: "a")["a"]?.value == kept.value)
  }

  @Test func `a file that nobody could read back is not written`() {
    let record = SnapshotRecord()
    let twice = SnapshotFile(cases: [
      SnapshotCase(name: "a", hasSteps: false, records: [record]),
      SnapshotCase(name: "a", hasSteps: false, records: [record]),
    ])
    let error = #expect(throws: PlacedError.self) { try twice.bytes(file: "a.test.snap.yml") }
    #expect(error?.problems.first?.message == "the key 'a' stands twice")
    #expect(throws: PlacedError.self) { try SnapshotFile.read(Array("a: {retrn: 1}".utf8), file: "a") }
  }

  @Test func `two characters that the reader takes for its own are shown as unknown`() {
    #expect(SnapshotText.scalar("a\u{E000}b\u{FEFF}") == "\"a\u{FFFD}b\u{FFFD}\"")
  }

  @Test func `any value is read back as it was written`() throws {
    var generator = SeededGenerator(seed: 6)
    let pieces = [
      "a", "true", "~", "null", "-", "- ", "? ", ": ", ":", " #", "#", "'", "\"", "\\", "\n", "\r", "\t", "\u{0}",
      "\u{1b}",
      "\u{7f}", "\u{85}", "\u{2028}", "\u{E001}", "é", "🐝", "[", "]", "{", "}", ",", "&a", "*a", "!x", "|",
      ">",
      "%", "@", "`", "<<", "=", "$x", "10.0.0.1", "0x10", "1e3", "---", "...", " ", "  ", "02:00", "(1)", "/a/",
      String(repeating: "long ", count: 300),
    ]
    func text() -> String {
      (0..<Int.random(in: 0...4, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
    }
    func value(_ depth: Int) -> SnapshotValue {
      switch depth > 3 ? 0 : Int.random(in: 0...3, using: &generator) {
      case 2: return .list((0..<Int.random(in: 0...3, using: &generator)).map { _ in value(depth + 1) })
      case 3:
        var keys: Set<String> = []
        return .mapping(
          (0..<Int.random(in: 0...3, using: &generator)).compactMap { _ in
            let key = text()
            return keys.insert(key).inserted ? .init(key, value(depth + 1)) : nil
          })
      default: return .text(text())
      }
    }
    for _ in FuzzBudget(rounds: 3000) {
      var record = SnapshotRecord()
      record.maps = value(0)
      record.returned = value(2)
      let file = SnapshotFile(cases: [
        SnapshotCase(name: text(), hasSteps: Bool.random(using: &generator), records: [record])
      ])
      let bytes = try file.bytes(file: "a")
      let read = try SnapshotFile.read(bytes, file: "a")
      #expect(
        read.cases.map(\.value) == file.cases.map(\.value) && read.cases.map(\.name) == file.cases.map(\.name),
        "\(String(decoding: bytes, as: UTF8.self))")
    }
  }
}

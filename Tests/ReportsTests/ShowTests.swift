import BPF
import BPFObject
import Charts
import Foundation
import Reports
import TestSupport
import Testing

struct ShowTests {
  static let directory = URL(fileURLWithPath: "/usr/lib/x86_64-linux-gnu/bpf")

  static func objects() throws -> [ObjectFile] {
    try FileManager.default.contentsOfDirectory(atPath: directory.path).filter { $0.hasSuffix(".o") }.sorted().map {
      try ObjectFile(bytes: [UInt8](Data(contentsOf: directory.appending(path: $0))), name: $0)
    }
  }

  @Test(arguments: [60, 100])
  func `Listings of real objects fit their terminal`(columns: Int) throws {
    let traits = TerminalTraits(columns: columns)
    for object in try Self.objects() {
      let shown = ShownObject(object, listing: Set(object.programs.map(\.name)))
      for text in [ObjectListing.text(shown, traits)] + shown.programs.map({ ProgramListing.text($0, traits) }) {
        for line in text.split(separator: "\n") { #expect(TerminalText.width(line) <= columns, "\(line)") }
      }
    }
  }

  @Test func `A listing has every instruction once, under its number in the log`() throws {
    for object in try Self.objects() {
      let shown = ShownObject(object, listing: Set(object.programs.map(\.name)))
      for (program, listed) in zip(object.programs, shown.programs) {
        #expect(listed.listing?.map(\.number) == program.slots.slots)
        #expect(listed.functions.map(\.instructions).reduce(0, +) == program.slots.slotCount)
        #expect(listed.problem == nil)
        #expect(listed.functions.allSatisfy { $0.faults.isEmpty && $0.blocks > 0 })
      }
      #expect(ShownObject(object).programs.allSatisfy { $0.listing == nil })
    }
  }

  @Test func `An object reads as reviewed`() throws {
    let object = try #require(try Self.objects().first { $0.name == "xdpfilt_alw_ip.o" })
    expectGolden(ObjectListing.text(ShownObject(object)), at: "Tests/ReportsTests/Golden/show-object.txt")
    let shown = ShownObject(object, listing: ["xdpfilt_alw_ip"])
    let program = try #require(shown.programs.first)
    let beginning = ProgramListing.text(program).split(separator: "\n", omittingEmptySubsequences: false).prefix(60)
    expectGolden(beginning.joined(separator: "\n") + "\n", at: "Tests/ReportsTests/Golden/show-program.txt")
  }

  @Test func `No foreign byte reaches the terminal`() throws {
    let bytes = [UInt8](try Data(contentsOf: Self.directory.appending(path: "xdpfilt_alw_ip.o")))
    // A name of the string table, replaced in place: the same length, with an escape character.
    let hostile = Data(bytes).replacing(Data("xdpfilt_alw_ip".utf8), with: Data("xdp\u{1b}[31m_ip!!!".utf8))
    let object = try ObjectFile(bytes: [UInt8](hostile), name: "a\u{1b}[2Jb.o")
    let shown = ShownObject(object, listing: Set(object.programs.map(\.name)))
    let text = ObjectListing.text(shown) + shown.programs.map { ProgramListing.text($0) }.joined()
    #expect(!text.contains("\u{1b}"))
    #expect(text.contains("a\\x1b[2Jb.o"))
    let program = try #require(object.programs.first)
    let graph = ControlFlowChart.graph(of: program, function: 0, in: object)
    #expect(!graph.svg.contains("\u{1b}") && !graph.dot.contains("\u{1b}"))
  }

  @Test func `A control flow graph has a box for each block and names what is not there`() throws {
    for object in try Self.objects() {
      let shown = ShownObject(object)
      for (program, listed) in zip(object.programs, shown.programs) {
        for (index, function) in listed.functions.enumerated() {
          let graph = ControlFlowChart.graph(of: program, function: index, in: object)
          #expect(graph.nodes.count == function.blocks)
          #expect(graph.svg.contains("block 0"))
        }
        #expect(ControlFlowChart.graph(of: program, function: 99, in: object).nodes.isEmpty)
      }
    }
  }
}

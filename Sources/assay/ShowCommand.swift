import ArgumentParser
import BPFObject
import Bundles
import Charts
import Checks
import Foundation
import Jobs
import Reports

struct ShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Shows what an object holds, or a program's instructions with their C and its control flow.",
    discussion: """
      Without PROGRAM: programs, maps, sizes and licence. With it: its functions
      as they are loaded, each instruction with the number and the words that the
      verifier's log has for it. A > marks what a jump leads to.

      EXAMPLES
        assay show filter.bpf.o
        assay show filter.bpf.c xdp_filter
        assay show opens.bt                   what bpftrace makes of a script
        assay show bpftrace.assay-bundle      what a captured command loaded
        assay show filter.bpf.o xdp_filter --graph svg -o filter.svg
        assay show filter.bpf.o xdp_filter --graph dot | dot -Tpng -o filter.png
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
  }

  enum Graph: String, ExpressibleByArgument, CaseIterable {
    case dot
    case svg
  }

  @Argument(help: ArgumentHelp("An object, a C file, a bpftrace script or a bundle.", valueName: "path"))
  var path: String

  @Argument(help: ArgumentHelp("A program of it, by its function's name.", valueName: "program"))
  var program: String?

  @Option(help: "text or json.")
  var format: Format = .text

  @Option(help: "Draw the program's control flow: dot or svg.")
  var graph: Graph?

  @Option(help: ArgumentHelp("Draw this function of the program instead of its own.", valueName: "name"))
  var function: String?

  @OptionGroup var output: ReportOutput

  @Option(help: ArgumentHelp("The variant of assay.yml that is shown; its first by default.", valueName: "name"))
  var variant: String?

  @OptionGroup var build: BuildOptions

  func validate() throws {
    if function != nil, graph == nil { throw ValidationError("--function goes with --graph") }
  }

  func run() async throws {
    var request = request
    if let bundle = try ShowCheck.bundle(at: path) {
      guard let program else { return try show(bundle) }
      request.path = try ShowCheck.object(of: program, in: bundle, at: path)
    }
    let (object, notes) = try await ShowCheck.object(request, environment: ProcessInfo.processInfo.environment)
    for note in notes { StandardError.write("note: \(TerminalText.escape(note))\n") }
    try output.write(try render(object))
  }

  private func show(_ bundle: BundleManifest) throws {
    guard graph == nil else {
      throw CheckError.usage(
        "--graph draws one program: \(path) has \(bundle.realPrograms.map(\.name).joined(separator: ", "))")
    }
    let text =
      try format == .json ? CanonicalJSON.document(bundle) : BundleListing.text(bundle, at: path, output.traits)
    try output.write(text)
  }

  private func render(_ object: ObjectFile) throws -> String {
    if let graph {
      let drawn = try drawing(of: object)
      return graph == .svg ? drawn.svg : drawn.dot
    }
    let named = try programName(in: object).map { try find($0, in: object) }
    let shown = ShownObject(object, listing: named.map { [$0.name] } ?? [])
    if format == .json { return try CanonicalJSON.document(shown) }
    guard let named, let program = shown.programs.first(where: { $0.name == named.name }) else {
      return ObjectListing.text(shown, output.traits)
    }
    return ProgramListing.text(program, output.traits)
  }

  private func drawing(of object: ObjectFile) throws -> LayeredGraph {
    let drawn: Program
    if let program = programName(in: object) {
      drawn = try find(program, in: object)
    } else if let only = object.programs.first, object.programs.count == 1 {
      drawn = only
    } else {
      throw CheckError.usage("--graph draws one program: \(names(object))")
    }
    var index = 0
    if let function {
      guard let found = drawn.subprograms.firstIndex(where: { $0.name == function }) else {
        let known = drawn.subprograms.map(\.name).joined(separator: ", ")
        throw CheckError.usage("\(drawn.name) has no function \(function): it has \(known)")
      }
      index = found
    }
    return ControlFlowChart.graph(of: drawn, function: index, in: object)
  }

  /// The program that is asked for; in a bundle it may be given by number, and its object has no other.
  private func programName(in object: ObjectFile) -> String? {
    guard let program, object.program(named: program) == nil, Int(program) != nil, object.programs.count == 1
    else { return program }
    return object.programs[0].name
  }

  private func find(_ name: String, in object: ObjectFile) throws -> Program {
    guard let program = object.program(named: name) else {
      throw CheckError.usage("\(path) has no program \(name): \(names(object))")
    }
    return program
  }

  private func names(_ object: ObjectFile) -> String {
    object.programs.isEmpty ? "it has none" : "it has " + object.programs.map(\.name).joined(separator: ", ")
  }

  private var request: ShowRequest {
    var request = ShowRequest(path: path)
    request.variant = variant
    request.build = build.request
    return request
  }
}

import ArgumentParser
import Checks
import Foundation
import Reports

struct InitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Writes a first test file for an object, or an assay.yml for a folder.",
    discussion: """
      For each object or C file: NAME.test.yml beside it, with a case for each
      program that runs it on a packet, context or arguments of its type, and with
      its maps and variables as comments to fill in. Programs that no kernel can
      test-run get a case that is skipped, and says why and how it could be run.
      The file passes as it is: say in it what must come out.

      Without inputs: assay.yml, which names the sources and objects of this folder.

      A file that is there is never overwritten without --force.

      EXAMPLES
        assay init filter.bpf.c           then: assay test filter.test.yml
        assay init bpf/                   for all programs there without a test file
        assay init filter.bpf.o -o -      show it only
        assay init
      """)

  @Argument(help: ArgumentHelp("Objects, C files, directories; none for an assay.yml.", valueName: "path"))
  var paths: [String] = []

  @Option(
    name: [.short, .long], help: ArgumentHelp("Write to this file instead; - is standard output.", valueName: "file"))
  var output: String?

  @Flag(help: "Replace files that are there.")
  var force = false

  @OptionGroup var build: BuildOptions

  func run() async throws {
    let request = request
    let (files, notes) = try await InitCheck.drafts(request, environment: ProcessInfo.processInfo.environment)
    for note in notes { StandardError.write("note: \(TerminalText.escape(note))\n") }
    if output == "-" { return StandardOutput.write(files.map(\.text).joined()) }
    try InitCheck.write(files, request)
    for file in files { StandardOutput.write(TerminalText.escape("wrote \(file.path): \(file.contents)") + "\n") }
  }

  private var request: InitRequest {
    var request = InitRequest()
    request.arguments = paths
    request.build = build.request
    request.output = output
    request.isForced = force
    return request
  }
}

import ArgumentParser
import Checks
import Foundation
import Jobs
import Reports

struct KernelsListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Shows the kernels that are there, and what each is built with.")

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
  }

  @Option(help: "text or json.")
  var format: Format = .text

  @OptionGroup var place: KernelPlace
  @OptionGroup var output: ReportOutput

  func run() async throws {
    let listing = try await place.check.list()
    switch format {
    case .text: try output.write(listing.text(output.traits))
    case .json: try output.write(CanonicalJSON.document(listing))
    }
  }
}

import ArgumentParser
import Checks

struct KernelsAddCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Copies an image, with the modules and the configuration beside it, under a name.")

  @Argument(help: ArgumentHelp("A vmlinuz, or a directory of them.", valueName: "path"))
  var path: String

  @Option(help: ArgumentHelp("The name; the kernel's release by default.", valueName: "name"))
  var name: String?

  @OptionGroup var place: KernelPlace

  func run() async throws {
    for line in try await place.check.add(path, name: name) { StandardOutput.write(line + "\n") }
  }
}

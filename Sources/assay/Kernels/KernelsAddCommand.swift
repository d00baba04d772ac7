import ArgumentParser
import Checks

struct KernelsAddCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Copies an image, with the modules and the configuration beside it, under a name.")

  @Argument(help: ArgumentHelp("A vmlinuz.", valueName: "path"))
  var path: String

  @Option(help: ArgumentHelp("The name; the kernel's release by default.", valueName: "name"))
  var name: String?

  @OptionGroup var place: KernelPlace

  func run() async throws { StandardOutput.write(try await place.check.add(path, name: name) + "\n") }
}

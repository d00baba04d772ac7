import ArgumentParser
import Checks

struct KernelsRemoveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Removes kernels by name; an image goes with its last name.")

  @Argument(help: ArgumentHelp("Kernels, by name or release.", valueName: "kernel"))
  var names: [String]

  @OptionGroup var place: KernelPlace

  func run() async throws { try place.check.remove(names) }
}

import ArgumentParser
import Checks

struct KernelsFetchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch", abstract: "Fetches Debian's cloud kernels: debian:6.1, debian:newest, debian:6.1=VERSION.")

  @Argument(help: ArgumentHelp("Kernels, by name.", valueName: "kernel"))
  var names: [String]

  @OptionGroup var place: KernelPlace

  func run() async throws {
    let (check, names) = (try place.check, names)
    let (result, interrupted) = await Interruptible.result { _ throws(CheckError) in try await check.fetch(names) }
    if interrupted { throw ExitCode(Interruptible.status) }
    for line in try result.get() { StandardOutput.write(line + "\n") }
  }
}

import ArgumentParser
import Checks
import Foundation

/// Where kernels are kept: an option of every command below `assay kernels`.
struct KernelPlace: ParsableArguments {
  @Option(help: ArgumentHelp("Where kernels are kept.", valueName: "directory"))
  var cacheDir: String?

  /// The flow over that place.
  var check: KernelsCheck {
    get throws {
      try KernelsCheck(cacheDirectory: cacheDir, environment: ProcessInfo.processInfo.environment)
    }
  }
}

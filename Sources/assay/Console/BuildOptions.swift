import ArgumentParser
import Checks

/// How C is compiled and what for, and by what worker: the options of every command that takes C.
struct BuildOptions: ParsableArguments {
  @Option(
    parsing: .unconditionalSingleValue, help: ArgumentHelp("More compiler flags, joined by spaces.", valueName: "flags")
  )
  var cflags: [String] = []

  @Option(help: ArgumentHelp("The compiler.", valueName: "path"))
  var clang: String?

  @Option(help: ArgumentHelp("Write vmlinux.h from this BTF file instead of the running kernel's.", valueName: "file"))
  var btf: String?

  @Option(help: ArgumentHelp("The configuration file; assay.yml above each input by default.", valueName: "file"))
  var config: String?

  @Option(help: ArgumentHelp("Where compiled objects and headers are kept.", valueName: "directory"))
  var cacheDir: String?

  @Option(help: ArgumentHelp("The worker executable.", valueName: "path"))
  var worker: String?

  /// The options as what is asked of `Checks`.
  var request: BuildRequest {
    var request = BuildRequest()
    request.configuration = config
    request.compilerFlags = cflags
    request.compiler = clang
    request.kernelTypes = btf
    request.worker = worker
    request.cacheDirectory = cacheDir
    return request
  }
}

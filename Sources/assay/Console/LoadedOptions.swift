import ArgumentParser
import Jobs

/// Which loaded programs are looked at: the options of every command that looks at all unless told otherwise.
struct LoadedOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Only the program with this id (repeatable).", valueName: "id"))
  var id: [UInt32] = []

  @Option(help: ArgumentHelp("Only the program pinned at this path (repeatable).", valueName: "path"))
  var pinned: [String] = []

  /// Whether no program is named.
  var isEmpty: Bool { id.isEmpty && pinned.isEmpty }

  /// The programs.
  var selection: LoadedSelection {
    LoadedSelection(ids: id, paths: pinned, takesAll: isEmpty)
  }
}

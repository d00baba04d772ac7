import ArgumentParser
import History

/// Which history: the option of every command that has one.
struct HistoryPlace: ParsableArguments {
  @Option(name: .customLong("history"), help: ArgumentHelp("The history's file.", valueName: "file"))
  var path = HistoryStore.usualPath
}

import ArgumentParser

struct HistoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Keeps what runs said, and shows how programs changed over time.",
    discussion: """
      Reports in JSON are recorded as a run of the commit that is checked out, in
      .assay/history.sqlite or the file that --history names. Several commands may
      write to it at once. Runs go out and in as JSON Lines, so that a branch of
      the repository, or the artifacts of CI, can be the store. The file itself is for
      one checkout: where Assay makes .assay/, it tells git to leave it out.

      EXAMPLES
        assay verify --format json -o verify.json bpf/
        assay bench --exact --format json -o bench.json bpf/
        assay history record verify.json bench.json
        assay test --coverage-file coverage.json && assay history record coverage.json
        assay history                           all programs
        assay history xdp_firewall              one program, over commits
        assay history export -o runs.jsonl
        assay history import runs.jsonl
        assay history prune --readings --before 30d
      """,
    subcommands: [
      HistoryShowCommand.self, HistoryRecordCommand.self, HistoryImportCommand.self, HistoryExportCommand.self,
      HistoryPruneCommand.self,
    ], defaultSubcommand: HistoryShowCommand.self)
}

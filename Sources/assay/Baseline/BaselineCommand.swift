import ArgumentParser

struct BaselineCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "baseline",
    abstract: "Keeps what programs cost, so that assay gate sees what grows.",
    discussion: """
      The baseline is a text file, assay.baseline beside assay.yml, which is committed:
      one figure a line, so that branches merge and a review shows what moved. It keeps
      figures that are the same on every machine: instructions of a run, counted in a
      virtual machine, and what each virtual machine's kernel says of a load; none of
      the running kernel, and no times. growth: in assay.yml says how much more is
      allowed.

      EXAMPLES
        assay baseline update
        assay baseline show
        assay baseline diff
        assay baseline accept xdp_firewall --until 2027-06 --reason 'parses IPv6 too'
      """,
    subcommands: [
      BaselineUpdateCommand.self, BaselineShowCommand.self, BaselineDiffCommand.self, BaselineAcceptCommand.self,
    ])
}

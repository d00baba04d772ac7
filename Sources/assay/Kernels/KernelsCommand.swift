import ArgumentParser

struct KernelsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kernels",
    abstract: "Lists, fetches and adds the kernels that --kernel boots.",
    discussion: """
      A kernel boots in QEMU, as any user, without a disk or a network. Debian's
      cloud kernels are fetched by name; apt downloads and checks them with lists
      of its own. Any other is given by its path, or added under a name.

      EXAMPLES
        assay kernels fetch debian:6.1 debian:newest
        assay kernels list
        assay kernels add ./vmlinuz --name mine
        assay verify --kernel host --kernel debian:6.1 --kernel mine bpf/
      """,
    subcommands: [
      KernelsListCommand.self, KernelsFetchCommand.self, KernelsAddCommand.self, KernelsRemoveCommand.self,
      KernelsProbeCommand.self,
    ], defaultSubcommand: KernelsListCommand.self)
}

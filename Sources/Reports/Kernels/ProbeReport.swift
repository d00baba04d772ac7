public import Jobs

/// What kernels said of what they have, as `assay kernels probe` shows it.
public struct ProbeReport: Codable, Hashable, Sendable {
  /// One kernel.
  public struct Column: Codable, Hashable, Sendable {
    /// The kernel.
    public var kernel: KernelIdentity
    /// What it said; nil when it could not.
    public var probe: KernelProbe?
    /// Why it could not.
    public var problem: Reason?

    /// A kernel's answer.
    public init(kernel: KernelIdentity, probe: KernelProbe?, problem: Reason?) {
      self.kernel = kernel
      self.probe = probe
      self.problem = problem
    }
  }

  /// The kernels, in the order they were asked for.
  public var kernels: [Column]

  /// A report.
  public init(kernels: [Column]) {
    self.kernels = kernels
  }

  /// As tables: a row a type or a helper, a column a kernel.
  public func text(_ traits: TerminalTraits) -> String {
    var text = ""
    func table(
      _ title: String, _ members: (KernelProbe) -> [KernelProbe.Member],
      _ cell: (KernelProbe, KernelProbe.Member) -> String
    ) {
      var names: [UInt32: String] = [:]
      for member in kernels.compactMap(\.probe).flatMap(members) { names[member.number] = member.name }
      var table = TextTable(
        columns: [.init(title, .left)] + kernels.map { .init(TerminalText.escape($0.kernel.name), .left) })
      for (number, name) in names.sorted(by: { $0.key < $1.key }) {
        let cells = kernels.map { column -> TextTable.Cell in
          guard let probe = column.probe, let member = members(probe).first(where: { $0.number == number }) else {
            return .init("-", .faint)
          }
          return .init(cell(probe, member), member.works == false ? .doubtful : nil)
        }
        table.lines.append(.cells([.init(TerminalText.escape(name))] + cells))
      }
      text += table.render(traits) + "\n"
    }
    func works(_ probe: KernelProbe, _ member: KernelProbe.Member) -> String {
      member.works.map { $0 ? "yes" : "refused" } ?? "known"
    }
    table("PROGRAM TYPE", \.programTypes) { probe, type in
      works(probe, type) + (type.testRuns == true ? ", test runs" : "")
    }
    table("MAP TYPE", \.mapTypes, works)
    table("ATTACH TYPE", \.attachTypes) { _, _ in "known" }
    table("HELPER, TYPES THAT CALL IT", \.helpers) { probe, helper in
      String(probe.helpersByType.values.count { $0.contains(helper.number) })
    }
    for column in kernels {
      let name = TerminalText.escape(column.kernel.name)
      if let problem = column.problem { text += "\(name): \(TerminalText.escape(problem.summary))\n" }
      guard let probe = column.probe else { continue }
      text += "\(name): \(TerminalText.escape(column.kernel.release)), "
      text +=
        probe.kfuncs.isEmpty ? "its BTF does not tag kfuncs\n" : "\(NumberText.count(probe.kfuncs.count, "kfunc"))\n"
    }
    return text
  }
}

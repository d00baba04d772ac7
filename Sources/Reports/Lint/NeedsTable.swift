import KernelFacts
public import Lints

/// What programs need: capabilities and the first kernel, a row a program.
public struct NeedsTable {
  /// The programs of one input.
  public struct Part: Sendable {
    /// The input as the user named it.
    public var input: String
    /// Its programs' needs.
    public var programs: [ProgramNeeds]

    /// Some programs.
    public init(input: String, programs: [ProgramNeeds]) {
      self.input = input
      self.programs = programs
    }
  }

  private let parts: [Part]

  /// The table of some inputs.
  public init(_ parts: [Part]) {
    self.parts = parts
  }

  /// The text, each line ended by a newline.
  public func render(_ traits: TerminalTraits) -> String {
    let rows = parts.flatMap { part in part.programs.map { (part.input, $0) } }
    guard !rows.isEmpty else { return "no program\n" }
    let programs = rows.map { "  \($0.1.section.split(separator: "/").first ?? "")/\($0.1.program)" }
    let kernels = rows.map { $0.1.kernel.map { "\($0)" } ?? "any" }
    let capabilities = rows.map { row in
      row.1.capabilities.isEmpty ? "-" : row.1.capabilities.map(\.name).joined(separator: " ")
    }
    let widths = [programs + ["PROGRAM"], kernels + ["KERNEL"], capabilities + ["CAPABILITIES"]].map { column in
      column.map(TerminalText.width).max() ?? 0
    }
    func line(_ cells: [String]) -> String {
      let padded = zip(cells, widths).map { cell, width in
        cell + String(repeating: " ", count: max(0, width - TerminalText.width(cell)))
      }
      return TerminalText.cut((padded + [cells[3]]).joined(separator: "  "), to: traits.columns) + "\n"
    }
    var out = traits.styled(line(["PROGRAM", "KERNEL", "CAPABILITIES", "BECAUSE OF"]), .strong)
    var input = ""
    for (index, row) in rows.enumerated() {
      if row.0 != input {
        input = row.0
        out += TerminalText.escape(input) + "\n"
      }
      out += line([
        TerminalText.escape(programs[index]), kernels[index], capabilities[index],
        row.1.newest.joined(separator: ", "),
      ])
    }
    return out
  }
}

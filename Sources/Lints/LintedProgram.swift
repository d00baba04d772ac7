public import Analysis
public import BPFObject
public import Findings
public import KernelFacts
import BPF
import BTF

/// A program with its analysis.
public struct LintedProgram: Sendable {
  /// The program.
  public let program: Program
  /// What is known of its values, calls and blocks.
  public let flow: ProgramFlow
  /// Its type, by its section's name; nil for a custom section.
  public var type: ProgramType? { program.match?.programType }
  /// What a verifier refuses on its paths.
  public let walk: PathWalk
  private let sources: [String: SourceOutline]

  init(_ program: Program, of object: ObjectFile, sources: [String: SourceOutline]) {
    self.program = program
    self.sources = sources
    flow = ProgramFlow(program)
    walk = PathWalk(program, flow.structure, of: object)
  }

  /// The source line of an instruction: with its column and text where the object has line information, else with
  /// neither file nor line and the function's name for its text.
  public func span(_ slot: Int, _ label: String) -> LabelledSpan {
    guard let line = program.line(atSlot: slot), line.line > 0 else {
      return LabelledSpan(SourceSpan(file: "", line: 0), label: label, text: "\(program.name), instruction \(slot)")
    }
    return LabelledSpan(
      SourceSpan(file: line.file, line: line.line, column: line.column > 0 ? line.column : nil), label: label,
      text: line.text)
  }

  /// The line that declares the program in the C text; its first instruction's without the text.
  public func declaration(_ label: String) -> LabelledSpan {
    for (_, outline) in sources.sorted(by: { $0.key < $1.key }) {
      guard let declaration = outline.declaration(named: program.name) else { continue }
      return outline.span(ofLine: declaration.nameLine, label, at: program.name)
    }
    return span(0, label)
  }

  /// The lines of the program's own function in the C text that fit, as spans; nil without the text.
  public func lines(_ label: String, where fits: (String) -> Bool) -> [LabelledSpan]? {
    for (_, outline) in sources.sorted(by: { $0.key < $1.key }) {
      guard let declaration = outline.declaration(named: program.name), declaration.kind == .function else { continue }
      return declaration.lines.filter { outline.text(ofLine: $0).map(fits) ?? false }
        .map { outline.span(ofLine: $0, label) }
    }
    return nil
  }

  /// The line with the program's `SEC("...")`, else its declaration.
  public func sectionLine(_ label: String) -> LabelledSpan {
    for (_, outline) in sources.sorted(by: { $0.key < $1.key }) {
      guard let declaration = outline.declaration(named: program.name),
        let line = declaration.lines.first(where: { outline.text(ofLine: $0)?.contains("SEC(") ?? false })
      else { continue }
      return outline.span(ofLine: line, label)
    }
    return declaration(label)
  }

  /// The function that a slot belongs to, by its number; nil outside the program.
  public func function(atSlot slot: Int) -> Int? { program.subprogram(atSlot: slot) }

  /// The calls of a helper, ascending by slot.
  public func calls(of helper: String) -> [CallFact] { flow.calls.filter { $0.helper?.name == helper } }
}

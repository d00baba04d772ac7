import BPFObject
import Project
import Toolchain

/// One way in which an input is built and preset: a row of a report for each.
struct InputBuild: Sendable {
  /// The file.
  var file: InputFile
  /// The variant's name; nil when there is only one way.
  let variant: String?
  /// Flags for the compiler.
  let flags: CompilerFlags
  /// The compiler's name as `assay.yml` gives it.
  let compiler: String?
  /// The compiler of this build alone, whatever the others are built with; nil for theirs.
  var ownCompiler: String?
  /// Values for globals that the variant asks for.
  let presets: [Preset]
  /// The most that maps may take as `assay.yml` says.
  let mapMemory: UInt64?
  /// What lint rules are to find, as `assay.yml` says.
  let lint: LintSettings?
  /// What programs may cost, as `assay.yml` says.
  let budgets: BudgetSettings?
  /// The kernels that count instructions, as `assay.yml` says; empty where it does not.
  let counting: [KernelWish]
  /// The kernels that are asked.
  var kernels: [KernelWish]

  /// The compiler's name: its own, else what the command line says, else what `assay.yml` does; nil for the usual one.
  func compiler(else asked: String?) -> String? { ownCompiler ?? asked ?? compiler }

  /// The file's path, with the variant's name.
  var label: String { file.path + (variant.map { " (\($0))" } ?? "") }
}

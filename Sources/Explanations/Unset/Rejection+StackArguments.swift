import Analysis
import BPF
import BPFObject
import Findings
import VerifierLog

extension Rejection {
  /// The first argument of the failing call that points to the stack.
  var stackArgument: Int? {
    guard let step = failingStep else { return nil }
    return (1...5).first { trace.register($0, before: step)?.kind == .framePointer }
  }

  /// The layout of the struct that a local variable is declared as; nil where it is none or cannot be told.
  func layout(ofLocal name: String, before step: Int) -> DeclaredSizes.Layout? {
    localDeclaration(name, before: step, "")?.text.flatMap(SourceNames.declaredStruct)
      .flatMap { declaredSizes.layout(ofStruct: $0) }
  }

  /// Sizes as the program's C files declare them.
  var declaredSizes: DeclaredSizes {
    DeclaredSizes(sources.sorted { $0.key < $1.key }.map(\.value), types: object?.types)
  }
}

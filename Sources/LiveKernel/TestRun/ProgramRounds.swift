import Analysis
import BPFObject
import Jobs

/// How often the loops of an object's programs go round: nothing can end a program that runs, so what may go on for very
/// long is not run where it would take a processor with it.
final class ProgramRounds {
  private let definition: ObjectFile?
  private let others: Set<String>
  private var bounds: [String: IterationBound] = [:]

  /// The loops of an object's programs; `others` are those that a tail call may go on with.
  init(_ definition: ObjectFile?, others: Set<String>) {
    self.definition = definition
    self.others = others
  }

  private func bound(of name: String) -> IterationBound? {
    if let bound = bounds[name] { return bound }
    guard let definition, let program = definition.program(named: name) else { return nil }
    let bound = IterationBound(program, in: definition)
    bounds[name] = bound
    return bound
  }

  /// How often a program's loops go round at most, with those of the programs that it may go on with.
  func of(_ name: String) -> Int {
    guard let bound = bound(of: name) else { return .max }
    guard bound.makesTailCalls else { return bound.total }
    let most = others.compactMap { self.bound(of: $0)?.total }.max() ?? 0
    let all = max(most, bound.total).multipliedReportingOverflow(by: IterationBound.mostTailCalls)
    return all.overflow ? .max : all.partialValue
  }

  /// Why programs are not run on the host; nil when they are.
  func refusal(of names: Set<String>) -> Refusal? {
    for name in names.sorted() {
      guard definition == nil || definition?.program(named: name) != nil else { continue }
      guard of(name) > IterationBound.mostOnHost else { continue }
      let rounds = bound(of: name)?.rounds ?? []
      let words = rounds.map { "\($0.name) \($0.most) times" }.joined(separator: ", each time ")
      let detail = rounds.isEmpty ? "the object cannot be read, so its loops are not known" : words
      var refusal = Refusal(
        .skipped,
        Reason(
          "program \(name) may run for very long, and nothing can end it before: \(detail)",
          advice:
            "Run it in a virtual machine (kernels: [\"debian:6.12\"]), or allow it here with --allow-unbounded."))
      refusal.needsMachine = true
      return refusal
    }
    return nil
  }
}

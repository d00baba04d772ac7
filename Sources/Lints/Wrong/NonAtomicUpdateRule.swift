public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// A counter that all CPUs share, counted without an atomic operation.
public enum NonAtomicUpdateRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2105", name: "non-atomic-update", group: .wrong, severity: .warning,
    title: "a value that all CPUs share is read, changed and written back",
    why: """
      The same program runs on other CPUs at the same time: between the read and the write another's change is lost. Maps \
      with a value for each CPU have no such race, nor do atomic additions.
      """,
    fix: "use __sync_fetch_and_add, a per-CPU map, or bpf_spin_lock for more than one field")

  /// Types whose values all CPUs share.
  private static let shared: Set<MapType> = [.array, .hash, .lruHash]
  private static let operations: Set<ArithmeticOperation> = [.add, .subtract, .or, .and, .xor]

  /// Each store of what was read from the same place and changed.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.flatMap { program -> [Finding] in
      // Under a lock, it is safe; what is locked is not followed.
      guard program.calls(of: "bpf_spin_lock").isEmpty else { return [] }
      let lookups = Dictionary(
        program.flow.calls.compactMap { call -> (Int, MapDefinition)? in
          // A value that is kept for a thread, a CPU or a queue has one writer.
          guard call.helper?.name == "bpf_map_lookup_elem", let map = subject.map(call.arguments[0]),
            !program.isKeyedByProcess(call), !program.isKeyedByCPU(call), !program.isKeyedByQueue(call)
          else { return nil }
          return (call.slot, map)
        }, uniquingKeysWith: { first, _ in first })
      return program.findings { instruction, state in
        guard case .store(let size, let base, let offset, let operand) = instruction.kind,
          let name = shared(state[base], offset, lookups, program, subject),
          let read = readModified(state.value(of: operand)), read.size == size,
          read.address.base == state[base].base, read.address.offset == state[base].offset &+ Int64(offset)
        else { return nil }
        let store = instruction.slot
        return finding(
          "\(name) is counted without an atomic operation: changes of other CPUs are lost", in: program,
          slot: store, label: "writes back what was read before",
          claim: .inferred(because: "\(name) is one for all CPUs, and the store follows a plain load"))
      }
    }
  }

  /// What all CPUs share at an address: a map, by the lookup that gave its value, or a global variable.
  private static func shared(
    _ address: SymbolicValue, _ offset: Int16, _ lookups: [Int: MapDefinition], _ program: LintedProgram,
    _ subject: LintSubject
  ) -> String? {
    switch address.base {
    case .result(let slot): lookups[slot].flatMap { shared.contains($0.type) ? $0.name : nil }
    case .variable(let map, let place) where !isOneAtATime(program):
      subject.variable(in: map, at: place + Int(offset))?.name
    default: nil
    }
  }

  /// What runs when somebody asks for it, one after the other as a rule.
  private static func isOneAtATime(_ program: LintedProgram) -> Bool {
    program.type == nil || program.type == .syscall || program.program.match?.attachType == .traceIter
  }

  /// The load whose value a calculation changes by a number; nil for anything else.
  private static func readModified(_ value: SymbolicValue) -> (size: AccessSize, address: SymbolicValue)? {
    switch value {
    case .sum(.loaded(_, let size, _, let address), _): (size, address)
    case .truncated(let inner): readModified(inner)
    case .computed(let operation, _, let left, let right) where operations.contains(operation):
      loaded(left) ?? loaded(right)
    default: nil
    }
  }

  private static func loaded(_ value: SymbolicValue) -> (size: AccessSize, address: SymbolicValue)? {
    if case .loaded(_, let size, _, let address) = value { return (size, address) }
    return nil
  }
}

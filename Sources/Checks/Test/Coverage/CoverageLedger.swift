import BPFObject
import Jobs
import Reports
import Synchronization
import Workers

/// Gathers what ran of programs while cases do, from several tasks.
final class CoverageLedger: Sendable {
  fileprivate struct Entry {
    var build: InputBuild
    var input: ObjectInput
    var programs: [String: SiteTally] = [:]
    /// The numbers of cases by name: a case is one whatever kernels run it.
    var numbers: [String: Int] = [:]
    var names: [String] = []
  }

  private struct State {
    var order: [String] = []
    var entries: [String: Entry] = [:]
  }

  private let state = Mutex(State())

  /// Takes what came of cases; `name` gives a case's name by its number.
  func add(_ tested: TestedCases, of input: ObjectInput, _ build: InputBuild, name: (Int) -> String?) {
    let label = build.label
    state.withLock { state in
      if state.entries[label] == nil {
        state.entries[label] = Entry(build: build, input: input)
        state.order.append(label)
      }
      for outcome in tested.outcomes where !outcome.coverage.isEmpty {
        guard let name = name(outcome.number) else { continue }
        state.entries[label]?.take(outcome, name, tested.bytes, kernel: tested.hello?.kernelRelease ?? "")
      }
    }
  }

  /// What ran, object by object.
  func objects() -> [CoveredObject] {
    state.withLock { state in
      state.order.compactMap { label in
        guard let entry = state.entries[label] else { return nil }
        let tallies = entry.programs.sorted { $0.key < $1.key }.map(\.value)
        return CoverageReader(tallies: tallies, names: entry.names).object(
          at: entry.build.file.path, variant: entry.build.variant)
      }
    }
  }
}

extension CoverageLedger.Entry {
  fileprivate mutating func take(_ outcome: CaseOutcome, _ name: String, _ bytes: [UInt8], kernel: String) {
    let number = numbers[name] ?? names.count
    if number == names.count {
      numbers[name] = number
      names.append(name)
    }
    for covered in outcome.coverage {
      if programs[covered.program] == nil, let program = input.object.program(named: covered.program) {
        programs[covered.program] = SiteTally(program)
      }
      programs[covered.program]?.take(covered, of: number, bytes, kernel: kernel)
    }
  }
}

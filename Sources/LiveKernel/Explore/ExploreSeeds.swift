import BPFObject
import Exploring
import Jobs
import KernelFacts

/// The inputs of cases that others are made from.
struct ExploreSeeds {
  /// One run of a case.
  struct Seed {
    /// The case's number.
    var number: Int
    var input: ExploreInput
    /// What its variables hold: section, offset, bytes.
    var globals: [(section: String, offset: Int, bytes: [UInt8])]
  }

  /// A case's entry of a map.
  private struct Placed {
    var map: String
    var key: [UInt8]
    var value: [UInt8]
  }

  private(set) var seeds: [Seed] = []
  /// The values of read-only variables, which are the same for all.
  private(set) var constants: [InitialValue] = []
  /// Cases that no inputs are made from, and why.
  private(set) var skipped: [Int: String] = [:]
  /// The entries of each seed, by map.
  private var entries: [[Placed]] = []
  private let values: [UInt8]

  /// The most seeds: more are no better to start from.
  private static let most = 1000

  init(_ cases: [TestCase], program: String, values: [UInt8]) {
    self.values = values
    var hasConstants = false
    for test in cases {
      let runs = test.steps.compactMap { step -> TestInput? in
        if case .run(let input) = step, input.program == program { input } else { nil }
      }
      guard !runs.isEmpty else { continue }
      do throws(Refusal) {
        let own = try test.constants(of: values)
        if let reason = Self.obstacle(test, runs) {
          skipped[test.number] = reason
        } else if hasConstants, own != constants {
          skipped[test.number] = "it sets read-only variables otherwise than the first case does"
        } else {
          constants = own
          hasConstants = true
          try add(test, runs)
        }
      } catch {
        skipped[test.number] = error.reason.summary
      }
    }
  }

  private static func obstacle(_ test: TestCase, _ runs: [TestInput]) -> String? {
    if !test.mocks.isEmpty { return "it has mocks" }
    if runs.contains(where: { $0.hosting != nil }) { return "its program runs under another type" }
    if test.task.comm != nil || test.task.uid != nil || test.task.gid != nil || test.task.cgroup != nil {
      return "it says what task its program runs in"
    }
    if runs.contains(where: \.liveFrames) { return "its frames leave" }
    for case .put(let write) in test.steps {
      switch write.value {
      case .bytes: break
      case .processors: return "it gives map \(write.map) values by processor"
      case .program: return "it puts programs into map \(write.map)"
      case .map: return "it puts maps into map \(write.map)"
      }
    }
    return nil
  }

  private mutating func add(_ test: TestCase, _ runs: [TestInput]) throws(Refusal) {
    var placed: [Placed] = []
    for case .put(let write) in test.steps {
      guard case .bytes(let value) = write.value, let key = write.key else { continue }
      placed.append(Placed(map: write.map, key: try bytes(key), value: try bytes(value)))
    }
    var globals: [(section: String, offset: Int, bytes: [UInt8])] = []
    for global in test.globals where !global.isConstant {
      globals.append((global.section, global.offset, try bytes(global.bytes)))
    }
    for run in runs where seeds.count < Self.most {
      let packet: [UInt8] = if let slice = run.packet { try bytes(slice) } else { [] }
      let context: [UInt8] = if let slice = run.context { try bytes(slice) } else { [] }
      let input = ExploreInput(origin: seeds.count, packet: packet, context: context)
      seeds.append(Seed(number: test.number, input: input, globals: globals))
      entries.append(placed)
    }
  }

  private func bytes(_ slice: ByteSlice) throws(Refusal) -> [UInt8] {
    guard let bytes = slice.bytes(of: values) else {
      throw Refusal(.environment, Reason("the job came without the bytes of the case"))
    }
    return bytes
  }

  /// Gives the inputs their entries, once it is known which maps are part of inputs, by name.
  mutating func place(_ names: [String]) {
    for index in seeds.indices {
      seeds[index].input.entries = entries[index].compactMap { placed in
        names.firstIndex(of: placed.map).map { ExploreInput.Entry(map: $0, key: placed.key, value: placed.value) }
      }
    }
  }

  /// The most entries of one map.
  func mostEntries(of map: String) -> Int {
    entries.map { $0.count { $0.map == map } }.max() ?? 0
  }
}

/// A search for inputs that make a program do what none did before: take a way of a branch that was never taken, or return
/// what was never returned.
public final class Exploration<Target: ExploreTarget> {
  /// An input that did something new, minimised.
  public struct Find: Hashable, Sendable {
    /// The input.
    public var input: ExploreInput
    /// What it returned.
    public var returned: UInt32
    /// Whether nothing returned that before.
    public var isNewReturn: Bool
    /// All marks that it left, a byte each.
    public var marks: [UInt8]
    /// The inputs that had been run by then.
    public var inputs: Int
  }

  /// Inputs on the same maps: each other state of the maps costs system calls.
  private static var round: Int { 24 }
  /// Inputs between two looks at the clock.
  private static var turn: Int { 64 }

  private let target: Target
  private let shape: ExploreShape
  private let limits: ExploreLimits
  private let reachable: [Bool]
  private var mutator: InputMutator
  private var numbers: SeededNumbers
  private var seeds: [ExploreInput] = []
  private var pool: [ExploreInput] = []
  private var marks: [UInt8]
  private var seen: [UInt8]
  private var returns: Set<UInt32> = []
  private var lastNews = 0
  /// Marks that are taken of those that can be left.
  public private(set) var taken = 0
  /// Inputs that were run.
  public private(set) var inputs = 0
  /// Inputs that the kernel did not take.
  public private(set) var refused = 0
  /// Inputs that did something new once, and not when they were run again: what maps keep beside what is put back.
  public private(set) var unrepeated = 0

  /// A search.
  /// - Parameters:
  ///   - reachable: which marks can be left.
  ///   - seed: what all choices are made from.
  public init(
    _ target: Target, shape: ExploreShape, constants: ConstantPool, reachable: [Bool], limits: ExploreLimits,
    seed: UInt64
  ) {
    self.target = target
    self.shape = shape
    self.limits = limits
    self.reachable = reachable
    mutator = InputMutator(shape: shape, constants: constants, seed: seed)
    numbers = SeededNumbers(seed: ~seed)
    marks = [UInt8](repeating: 0, count: target.markCount)
    seen = marks
  }

  /// Marks that can be left.
  public var goal: Int { reachable.count(where: \.self) }

  /// Runs an input of a case, which others are made from.
  /// - Returns: what it returned and the marks that it left; nil when the kernel does not take it.
  public func begin(with input: ExploreInput) -> (returned: UInt32, marks: [UInt8])? {
    guard let returned = run(input) else { return nil }
    note(returned)
    seeds.append(input)
    pool.append(input)
    return (returned, marks)
  }

  /// Searches until it is to end.
  /// - Parameters:
  ///   - isOver: whether time is over; asked often.
  ///   - found: takes each input that did something new.
  public func run(isOver: () -> Bool, found: (Find) -> Void) -> ExploreEnd {
    guard !pool.isEmpty else { return .inputs }
    lastNews = inputs
    var next = inputs + Self.turn
    while true {
      var base = parent
      let isRefilled = !shape.maps.isEmpty && numbers.chance(oneIn: 3)
      if isRefilled { base = mutator.refilled(base, most: source(of: base).entries.count) }
      for number in 0..<Self.round {
        if inputs >= next {
          if isOver() { return .time }
          next = inputs + Self.turn
        }
        if let end = limits.end(done: inputs, idle: inputs - lastNews, isComplete: taken == goal) { return end }
        let other = pool[numbers.below(pool.count)]
        // Other maps are tried with the packet as it was, too.
        let input = number == 0 && isRefilled ? base : mutator.varied(base, with: other)
        consider(input, found)
      }
    }
  }

  /// Inputs found last are the likeliest to lead further.
  private var parent: ExploreInput {
    guard numbers.chance(oneIn: 2) else { return pool[numbers.below(pool.count)] }
    let recent = min(pool.count, 8)
    return pool[pool.count - 1 - numbers.below(recent)]
  }

  private func source(of input: ExploreInput) -> ExploreInput {
    seeds.first { $0.origin == input.origin } ?? input
  }

  private func run(_ input: ExploreInput) -> UInt32? {
    inputs += 1
    let returned = target.run(input, marks: &marks)
    if returned == nil { refused += 1 }
    return returned
  }

  // MARK: - What is new

  private func consider(_ input: ExploreInput, _ found: (Find) -> Void) {
    guard let returned = run(input) else { return }
    let isNewReturn = returns.count < limits.returns && !returns.contains(returned)
    guard isNewReturn || leavesNewMark else { return }
    lastNews = inputs
    let new = marks.indices.filter { marks[$0] != 0 && seen[$0] == 0 }
    func doesTheSame(_ candidate: ExploreInput) -> Bool {
      run(candidate) == returned && new.allSatisfy { marks[$0] != 0 }
    }
    guard doesTheSame(input) else {
      unrepeated += 1
      // It would come again and again.
      for mark in new { seen[mark] = 1 }
      if isNewReturn { returns.insert(returned) }
      return
    }
    let small = InputMinimiser(shape: shape, source: source(of: input)).minimised(input, doesTheSame)
    guard doesTheSame(small) else { return }
    note(returned)
    pool.append(small)
    found(Find(input: small, returned: returned, isNewReturn: isNewReturn, marks: marks, inputs: inputs))
    lastNews = inputs
  }

  private var leavesNewMark: Bool {
    for index in marks.indices where marks[index] != 0 && seen[index] == 0 { return true }
    return false
  }

  /// Takes what the last run did for known.
  private func note(_ returned: UInt32) {
    returns.insert(returned)
    for index in marks.indices where marks[index] != 0 && seen[index] == 0 {
      seen[index] = 1
      if reachable[index] { taken += 1 }
    }
  }
}

import Measuring

extension Undecided {
  /// Why, and what would settle it, in words.
  var words: String {
    let ways = remedies.map(\.words)
    return ways.isEmpty ? why : "\(why); \(ways.joined(separator: ", or ")) would tell"
  }

  private var why: String {
    switch reason {
    case .noBase: "there is nothing to compare with"
    case .notMeasured: "it was not measured"
    case .unknownNoise: "how large noise is here is not known"
    case .disturbed: "more than half of the rounds were disturbed"
    case .noisy: "noise on this machine is as large as what is looked for"
    case .wideInterval: "the interval reaches to both sides of what is allowed"
    case .bootsDisagree: "two boots counted differently"
    case .otherConditions: "more than the code differs from the earlier run"
    case .unsteady: "its runs differ among themselves"
    }
  }
}

extension Undecided.Remedy {
  fileprivate var words: String {
    switch self {
    case .loads(let count): "--loads \(count)"
    case .longerBursts: "longer bursts"
    case .quieterMachine: "a quieter machine"
    case .exactMode: "--exact"
    case .cycleCounter: "a machine with a cycle counter"
    case .attaching: "measuring it attached"
    case .pairing: "measuring both in one run (--against a git ref or an object)"
    case .sameInput: "the same input for each run"
    }
  }
}

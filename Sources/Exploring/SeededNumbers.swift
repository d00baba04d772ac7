/// Numbers that look random and are the same for the same seed, on every machine (SplitMix64).
public struct SeededNumbers: Sendable {
  private var state: UInt64

  /// The numbers of a seed.
  public init(seed: UInt64) {
    state = seed
  }

  /// The next number.
  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 to below `bound`; 0 where the bound is not above 0.
  public mutating func below(_ bound: Int) -> Int {
    guard bound > 0 else { return 0 }
    return Int((next() >> 32).multipliedFullWidth(by: UInt64(bound) << 32).high)
  }

  /// Whether the one chance in so many came up.
  public mutating func chance(oneIn count: Int) -> Bool { below(count) == 0 }

  /// One of some values; nil when there are none.
  public mutating func pick<Values: RandomAccessCollection>(_ values: Values) -> Values.Element? {
    guard !values.isEmpty else { return nil }
    return values[values.index(values.startIndex, offsetBy: below(values.count))]
  }
}

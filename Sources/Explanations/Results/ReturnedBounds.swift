/// The least and the greatest value that is or may be returned; nil where there is none.
struct ReturnedBounds: Hashable {
  /// The least.
  var least: Int?
  /// The greatest.
  var most: Int?

  /// Bounds; none at all when neither is given.
  init(least: Int? = nil, most: Int? = nil) {
    (self.least, self.most) = (least, most)
  }

  /// What the bits say that older kernels print.
  init(_ bits: TristateRange) {
    least = Int(truncatingIfNeeded: bits.value)
    most = Int(truncatingIfNeeded: bits.value | bits.mask)
    // As bits, a range that may be negative runs over the end: nothing is known of it then.
    if let least, let most, least > most { self = ReturnedBounds() }
  }

  /// In words: `2`, `0 to 65535`, `a value that nothing bounds`.
  var words: String {
    switch (least, most) {
    case (let least?, let most?): least == most ? "\(least)" : "\(least) to \(most)"
    case (let least?, nil): "\(least) or more"
    case (nil, let most?): "\(most) or less"
    case (nil, nil): "a value that nothing bounds"
    }
  }

  /// In words, of a value that is none of those allowed: a negative `int` reaches the verifier as a large 32-bit number,
  /// and its author wrote -1. Where -1 would be allowed the large number is the point, and stays.
  func words(within allowed: ReturnedBounds) -> String {
    guard let least, let most, let low = Self.negative(least), let high = Self.negative(most),
      low < allowed.least ?? .min || high > allowed.most ?? .max
    else { return words }
    return ReturnedBounds(least: low, most: high).words
  }

  /// The negative `int` that a number is as 32 bits without a sign; nil for other numbers.
  private static func negative(_ number: Int) -> Int? {
    number > Int32.max && number <= UInt32.max ? Int(Int32(truncatingIfNeeded: number)) : nil
  }
}

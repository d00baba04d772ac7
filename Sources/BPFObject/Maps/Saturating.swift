/// Sums and products of sizes that hostile objects choose: what does not fit is the largest number.
enum Saturating {
  static func sum(_ terms: UInt64...) -> UInt64 {
    terms.reduce(0) { total, term in
      let (result, overflow) = total.addingReportingOverflow(term)
      return overflow ? .max : result
    }
  }

  static func product(_ factors: UInt64...) -> UInt64 {
    factors.reduce(1) { total, factor in
      let (result, overflow) = total.multipliedReportingOverflow(by: factor)
      return overflow ? .max : result
    }
  }

  /// The next multiple of a unit that is not 0.
  static func roundedUp(_ value: UInt64, to unit: UInt64) -> UInt64 {
    let rest = value % unit
    return rest == 0 ? value : sum(value, unit - rest)
  }

  /// The next power of 2; 1 for 0.
  static func powerOf2(_ value: UInt64) -> UInt64 {
    guard value > 1 else { return 1 }
    let bits = UInt64.bitWidth - (value - 1).leadingZeroBitCount
    return bits == UInt64.bitWidth ? .max : 1 << UInt64(bits)
  }
}

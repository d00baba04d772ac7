/// Student's t: how many standard deviations make a 95 % interval when the standard deviation itself is only estimated.
enum Student {
  /// The 97.5 % quantile for so many degrees of freedom; nil for none. Exact for one and two, above by Cornish and Fisher's
  /// expansion around the normal distribution's quantile, which is right to 1 %.
  static func quantile(_ degrees: Int) -> Double? {
    switch degrees {
    case ..<1: return nil
    case 1: return 12.706
    case 2: return 4.303
    default:
      let z = 1.959964
      let squared = z * z
      let first = z * (squared + 1) / 4
      let second = z * (5 * squared * squared + 16 * squared + 3) / 96
      let third = z * (3 * squared * squared * squared + 19 * squared * squared + 17 * squared - 15) / 384
      let share = 1 / Double(degrees)
      return z + share * (first + share * (second + share * third))
    }
  }

  /// The standard deviation of the median of so many normal values of standard deviation 1: exact for large and right to 2 %
  /// for small odd counts; too large by up to an eighth for small even ones.
  static func spreadOfMedian(_ count: Int) -> Double {
    (Double.pi / Double(2 * max(count, 1) + 1)).squareRoot()
  }
}

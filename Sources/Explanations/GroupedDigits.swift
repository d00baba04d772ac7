/// A number for people: digits in groups of three.
struct GroupedDigits: CustomStringConvertible {
  /// The number.
  var number: Int

  init(_ number: some BinaryInteger) {
    self.number = Int(clamping: number)
  }

  /// `1,000,001`.
  var description: String {
    let digits = String(number.magnitude)
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return number < 0 ? "-" + text : text
  }
}

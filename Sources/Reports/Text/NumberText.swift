/// Numbers as people read them.
public enum NumberText {
  /// Digits in groups of three, parted by a space: `81 905`. Four digits stay together.
  public static func grouped(_ number: Int) -> String {
    let digits = String(number.magnitude)
    guard digits.utf8.count > 4 else { return String(number) }
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.utf8.count - index).isMultiple(of: 3) { result.append(" ") }
      result.append(digit)
    }
    return number < 0 ? "-" + result : result
  }

  /// A share in percent with one decimal, or `<0.1` when it is more than nothing and less than that.
  public static func percent(_ share: Double) -> String {
    let rounded = (share * 1000).rounded() / 10
    return rounded == 0 && share > 0 ? "<0.1" : decimal(rounded, places: 1)
  }

  /// Bytes in the unit that keeps the number short: `512 B`, `64.0 KiB`, `1.5 GiB`.
  public static func bytes(_ count: Int) -> String {
    let units = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
    guard count.magnitude >= 1024 else { return "\(count) B" }
    var value = Double(count) / 1024
    var unit = 0
    while value.magnitude >= 1024, unit + 1 < units.count {
      value /= 1024
      unit += 1
    }
    return "\(decimal(value, places: 1)) \(units[unit])"
  }

  /// Microseconds in the unit that keeps the number short: `85 µs`, `1.2 ms`, `3.4 s`.
  public static func microseconds(_ count: Int) -> String {
    switch count {
    case ..<1000: "\(count) µs"
    case ..<1_000_000: "\(decimal(Double(count) / 1000, places: 1)) ms"
    default: "\(decimal(Double(count) / 1_000_000, places: 1)) s"
    }
  }

  /// A number with a fixed count of decimals, independent of any locale.
  public static func decimal(_ value: Double, places: Int) -> String {
    var scale = 1
    for _ in 0..<places { scale *= 10 }
    // Beyond 2^53 a Double has no decimals to show.
    guard let scaled = Int(exactly: (value.magnitude * Double(scale)).rounded()), scaled < 1 << 53 else {
      return "\(value)"
    }
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard places > 0 else { return sign + String(scaled) }
    let fraction = String(scaled % scale)
    return sign + "\(scaled / scale)." + String(repeating: "0", count: places - fraction.utf8.count) + fraction
  }

  /// "1 program", "2 programs".
  public static func count(_ number: Int, _ noun: String) -> String {
    "\(grouped(number)) \(noun)\(number == 1 ? "" : "s")"
  }
}

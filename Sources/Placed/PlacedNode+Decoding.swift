import Findings

extension PlacedNode {
  /// The node as text, whatever it looks like: `5.10` and `no` are text too. Nothing at all is a problem; an empty text is
  /// written `''`.
  public func text(_ problems: inout PlacedProblems) -> String? {
    guard case .scalar(let text, let isPlain) = content, !(text.isEmpty && isPlain) else {
      problems.add("expected text, found \(found)", at: span)
      return nil
    }
    return text
  }

  /// The node as text with its place.
  public func located(_ problems: inout PlacedProblems) -> Located<String>? {
    text(&problems).map { Located($0, at: span) }
  }

  /// The node as a whole number: decimal, or with `0x`, `0o`, `0b`; `_` may separate digits.
  public func integer<Number: FixedWidthInteger>(
    _ type: Number.Type = Number.self, in range: ClosedRange<Number> = Number.min...Number.max,
    _ problems: inout PlacedProblems
  ) -> Number? {
    guard case .scalar(let text, isPlain: true) = content, let digits = IntegerText(text) else {
      problems.add("expected a whole number, found \(found)", at: span)
      return nil
    }
    guard let number = Number(digits.text, radix: digits.radix), range.contains(number) else {
      problems.add("expected a number from \(range.lowerBound) to \(range.upperBound), found \(found)", at: span)
      return nil
    }
    return number
  }

  /// The node as a number of bytes: `4096`, `64KiB`, `512 MiB`, `2GiB`.
  public func byteCount(_ problems: inout PlacedProblems) -> UInt64? {
    if case .scalar(let text, isPlain: true) = content {
      for (suffix, shift) in [("KiB", 10), ("MiB", 20), ("GiB", 30), ("TiB", 40), ("B", 0), ("", 0)]
      where text.hasSuffix(suffix) {
        var digits = text.dropLast(suffix.count)
        while digits.last == " " { digits.removeLast() }
        guard let read = IntegerText(String(digits)), let count = UInt64(read.text, radix: read.radix),
          count <= UInt64.max >> UInt64(shift)
        else { break }
        return count << UInt64(shift)
      }
    }
    problems.add(
      "expected a size in bytes, found \(found)", at: span,
      hint: "write a number, with KiB, MiB or GiB where it is large")
    return nil
  }

  /// The node as a truth value: `true` or `false`, no other word.
  public func boolean(_ problems: inout PlacedProblems) -> Bool? {
    switch content {
    case .scalar("true", isPlain: true): return true
    case .scalar("false", isPlain: true): return false
    default:
      problems.add("expected true or false, found \(found)", at: span)
      return nil
    }
  }

  /// The node as one of the words that are a type's raw values.
  public func choice<Choice: CaseIterable & RawRepresentable>(
    _ type: Choice.Type = Choice.self, _ problems: inout PlacedProblems
  ) -> Choice? where Choice.RawValue == String {
    let words = Choice.allCases.map(\.rawValue)
    guard case .scalar(let text, _) = content, let choice = Choice(rawValue: text) else {
      var hint: String?
      if case .scalar(let text, _) = content {
        hint = NearestName.to(text, among: words).map { "did you mean '\($0)'?" }
      }
      problems.add("expected one of \(words.joined(separator: ", ")), found \(found)", at: span, hint: hint)
      return nil
    }
    return choice
  }

  /// The node as a list. Elements that cannot be decoded are problems and left out.
  public func list<Element>(
    _ problems: inout PlacedProblems, _ decode: (PlacedNode, inout PlacedProblems) -> Element?
  ) -> [Element]? {
    guard case .sequence(let nodes) = content else {
      problems.add("expected a list, found \(found)", at: span)
      return nil
    }
    return nodes.compactMap { decode($0, &problems) }
  }

  /// The node as a list, or as the single element of one: `objects: a.o` is `objects: [a.o]`.
  public func oneOrMore<Element>(
    _ problems: inout PlacedProblems, _ decode: (PlacedNode, inout PlacedProblems) -> Element?
  ) -> [Element]? {
    if case .sequence = content { return list(&problems, decode) }
    return decode(self, &problems).map { [$0] }
  }

  /// The node as keys that the reader names one by one.
  public func fields(_ problems: inout PlacedProblems) -> PlacedFields? {
    guard case .mapping(let entries) = content else {
      problems.add("expected keys and values, found \(found)", at: span)
      return nil
    }
    return PlacedFields(entries, span: span)
  }

  /// The node as keys that the file's author chose, in the order of the file.
  public func entries(_ problems: inout PlacedProblems) -> [Entry]? {
    guard case .mapping(let entries) = content else {
      problems.add("expected keys and values, found \(found)", at: span)
      return nil
    }
    return entries
  }
}

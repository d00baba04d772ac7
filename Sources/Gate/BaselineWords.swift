/// The words of a line of a baseline. A word with a space, a quote, `=`, or anything that is no plain character stands in
/// quotes, as JSON writes text.
enum BaselineWords {
  /// A word or a named one: `name=word`.
  struct Word: Hashable {
    var name: String?
    var text: String
    /// Where it begins, from 1, in characters.
    var column: Int
  }

  /// What is wrong with a line, and where.
  struct Fault: Error, Hashable {
    var message: String
    var column: Int
  }

  /// A text as a word.
  static func quoted(_ text: String) -> String {
    guard text.isEmpty || !text.unicodeScalars.allSatisfy(isPlain) else { return text }
    var word = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": word += "\\\""
      case "\\": word += "\\\\"
      case " ": word += " "
      case _ where isPlain(scalar) || "=#".unicodeScalars.contains(scalar): word.unicodeScalars.append(scalar)
      default: word += "\\u{\(String(scalar.value, radix: 16))}"
      }
    }
    return word + "\""
  }

  /// The words of a line.
  static func split(_ line: some StringProtocol) throws(Fault) -> [Word] {
    let scalars = Array(line.unicodeScalars)
    var words: [Word] = []
    var at = 0
    while at < scalars.count {
      guard scalars[at] != " " else {
        at += 1
        continue
      }
      let start = at
      var name: String?
      var text = try word(scalars, &at)
      if at < scalars.count, scalars[at] == "=" {
        at += 1
        guard at < scalars.count, scalars[at] != " " else {
          throw Fault(message: "nothing stands behind '\(text)='", column: at + 1)
        }
        name = text
        text = try word(scalars, &at)
      }
      guard at == scalars.count || scalars[at] == " " else {
        throw Fault(message: "a space is to stand between words", column: at + 1)
      }
      words.append(Word(name: name, text: text, column: start + 1))
    }
    return words
  }

  /// A word from a place on, quoted or not.
  private static func word(_ scalars: [Unicode.Scalar], _ at: inout Int) throws(Fault) -> String {
    var text = String.UnicodeScalarView()
    guard scalars[at] == "\"" else {
      let start = at
      while at < scalars.count, isPlain(scalars[at]) {
        text.append(scalars[at])
        at += 1
      }
      guard at > start else { throw Fault(message: "a word with such a character stands in quotes", column: at + 1) }
      return String(text)
    }
    let start = at
    at += 1
    while at < scalars.count, scalars[at] != "\"" {
      if scalars[at] == "\\" {
        text.append(try escape(scalars, &at))
      } else {
        guard scalars[at].value >= 32 else { throw Fault(message: "a control character", column: at + 1) }
        text.append(scalars[at])
        at += 1
      }
    }
    guard at < scalars.count else { throw Fault(message: "the quote is not closed", column: start + 1) }
    at += 1
    return String(text)
  }

  /// `\"`, `\\`, `\u{1b}`.
  private static func escape(_ scalars: [Unicode.Scalar], _ at: inout Int) throws(Fault) -> Unicode.Scalar {
    let fault = Fault(message: #"expected \", \\ or \u{...}"#, column: at + 1)
    guard at + 1 < scalars.count else { throw fault }
    let next = scalars[at + 1]
    if next == "\"" || next == "\\" {
      at += 2
      return next
    }
    guard next == "u", at + 2 < scalars.count, scalars[at + 2] == "{",
      let close = scalars[(at + 3)...].prefix(8).firstIndex(of: "}")
    else { throw fault }
    let digits = String(String.UnicodeScalarView(scalars[(at + 3)..<close]))
    guard let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value) else { throw fault }
    at = close + 1
    return scalar
  }

  /// Letters, digits, and what paths, versions and kernels' names are made of.
  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9": true
    default: "/._-+:@,%*()[]!".unicodeScalars.contains(scalar)
    }
  }
}

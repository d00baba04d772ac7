/// A text with names in it: `$name` and `${name}` stand for values, `$$` for a dollar. Any other `$` is one, so that a
/// pattern such as `/end$/` needs no care.
struct TextTemplate {
  /// A part of the text.
  enum Part: Hashable {
    /// Text as it is.
    case text(String)
    /// A value's name, and the range of the text's characters that name it.
    case name(String, Range<Int>)
    /// `${` that no name and `}` follow; from that character on.
    case broken(Int)
  }

  /// The parts, in order.
  let parts: [Part]

  /// Nil when there is no `$` in the text.
  init?(_ text: String) {
    guard text.utf8.contains(UInt8(ascii: "$")) else { return nil }
    let scalars = Array(text.unicodeScalars)
    var parts: [Part] = []
    var plain = String.UnicodeScalarView()
    func flush() {
      if !plain.isEmpty { parts.append(.text(String(plain))) }
      plain.removeAll()
    }
    var index = 0
    while index < scalars.count {
      guard scalars[index] == "$", index + 1 < scalars.count else {
        plain.append(scalars[index])
        index += 1
        continue
      }
      let start = index
      let next = scalars[index + 1]
      index += 2
      if next == "$" {
        plain.append("$")
      } else if next == "{" {
        let end = Self.nameEnd(scalars, from: index)
        flush()
        guard end > index, end < scalars.count, scalars[end] == "}" else {
          parts.append(.broken(start))
          continue
        }
        parts.append(.name(Self.text(scalars[index..<end]), start..<end + 1))
        index = end + 1
      } else if Self.startsName(next) {
        let end = Self.nameEnd(scalars, from: index - 1)
        flush()
        parts.append(.name(Self.text(scalars[start + 1..<end]), start..<end))
        index = end
      } else {
        plain.append("$")
        index -= 1
      }
    }
    flush()
    self.parts = parts
  }

  /// The name that the text is nothing but.
  var wholeName: (name: String, range: Range<Int>)? {
    guard parts.count == 1, case .name(let name, let range) = parts[0] else { return nil }
    return (name, range)
  }

  /// Whether a text can be a name: ASCII letters, digits and `_`, no digit first.
  static func isName(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    return !scalars.isEmpty && nameEnd(scalars, from: 0) == scalars.count
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  private static func nameEnd(_ scalars: [Unicode.Scalar], from start: Int) -> Int {
    guard start < scalars.count, startsName(scalars[start]) else { return start }
    var end = start + 1
    while end < scalars.count, startsName(scalars[end]) || ("0"..."9").contains(scalars[end]) { end += 1 }
    return end
  }

  private static func startsName(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar == "_"
  }
}

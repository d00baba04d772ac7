import Scripts

extension Array<ScriptToken> {
  /// The place of what closes the bracket that stands at a place; nil where none stands there or none closes it.
  func close(of place: Int) -> Int? {
    guard indices.contains(place), ["(", "["].contains(self[place].text) else { return nil }
    var depth = 0
    for index in place..<endIndex {
      if ["(", "["].contains(self[index].text) { depth += 1 }
      if [")", "]"].contains(self[index].text) { depth -= 1 }
      if depth == 0 { return index }
    }
    return nil
  }

  /// What stands between the brackets that open at a place, taken apart at its commas; nil where none open there.
  func arguments(at place: Int, _ open: String = "(", _ close: String = ")") -> [[ScriptToken]]? {
    guard indices.contains(place), self[place].text == open, let end = self.close(of: place), self[end].text == close
    else { return nil }
    guard end > place + 1 else { return [] }
    var arguments: [[ScriptToken]] = [[]]
    var depth = 0
    for word in self[(place + 1)..<end] {
      if ["(", "["].contains(word.text) { depth += 1 }
      if [")", "]"].contains(word.text) { depth -= 1 }
      if word.text == ",", depth == 0 {
        arguments.append([])
      } else {
        arguments[arguments.count - 1].append(word)
      }
    }
    return arguments
  }
}

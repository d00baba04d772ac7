/// A value taken apart, ready to be shown.
indirect enum ValueTree: Hashable {
  /// A number, a name, an address: a word of its own.
  case scalar(String)
  /// Characters.
  case text(String)
  /// Bytes that say nothing else.
  case hex([UInt8])
  case list([ValueTree])
  case fields([Field])

  struct Field: Hashable {
    var name: String
    var value: ValueTree
  }
}

import Findings
import Placed

/// Values by name: the file's, over them a case's, over them a row's.
struct Scope {
  /// A value and how large it is.
  struct Binding {
    var node: PlacedNode
    /// How many values it holds.
    var count: Int
    /// How many lists and mappings are inside each other in it.
    var depth: Int

    init(_ node: PlacedNode) {
      self.node = node
      (count, depth) = node.size
    }
  }

  /// The outermost first. A name without a value is broken: what was wrong with it is said already.
  private var layers: [[String: Binding?]] = []

  /// The value of a name.
  subscript(name: String) -> Binding? {
    for layer in layers.reversed() {
      if let found = layer[name] { return found }
    }
    return nil
  }

  /// Whether a name has a value that could not be read.
  func isBroken(_ name: String) -> Bool {
    for layer in layers.reversed() {
      if let found = layer[name] { return found == nil }
    }
    return false
  }

  /// The names there are.
  var names: [String] { layers.flatMap(\.keys) }

  /// A scope within this one, without names of its own.
  var inner: Scope {
    var scope = self
    scope.layers.append([:])
    return scope
  }

  /// Gives a name a value in the innermost scope; nil for one that could not be read.
  mutating func bind(_ name: String, to node: PlacedNode?) {
    guard !layers.isEmpty else { return layers.append([name: node.map(Binding.init)]) }
    layers[layers.count - 1].updateValue(node.map(Binding.init), forKey: name)
  }
}

/// A few numbers in order, of which one goes and one comes at a time.
struct OrderedWindow {
  private var sorted: [Double] = []

  /// No numbers yet.
  init(capacity: Int) { sorted.reserveCapacity(capacity + 1) }

  mutating func insert(_ value: Double) { sorted.insert(value, at: place(value)) }

  /// Takes a number out that was put in.
  mutating func remove(_ value: Double) {
    let place = place(value)
    if place < sorted.count, sorted[place] == value { sorted.remove(at: place) }
  }

  /// The number that half of the others are below; 0 for none.
  var median: Double {
    sorted.isEmpty ? 0 : (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }

  /// How far the numbers usually stray: half of what the middle half of them spans.
  var spread: Double {
    guard let last = sorted.indices.last else { return 0 }
    return (sorted[(3 * last + 2) / 4] - sorted[last / 4]) / 2
  }

  /// The first place whose number is not below the value.
  private func place(_ value: Double) -> Int {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

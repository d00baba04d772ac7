extension Array {
  /// The index of the first element for which the predicate holds, in an array where none after it fails; the count
  /// when there is none.
  @inlinable public func partitioningIndex(where predicate: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if predicate(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

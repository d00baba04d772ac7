import Records

extension Array where Element == RunHead {
  /// The run at a place that a file tells; nil where there is none.
  func run(at place: Int) -> RunHead? { indices.contains(place) ? self[place] : nil }
}

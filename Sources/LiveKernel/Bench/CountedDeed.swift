/// A deed whose parts are counted, each by itself.
protocol CountedDeed: AnyObject {
  /// Does it once, and marks where its parts begin and end.
  func once(_ marks: (any DeedMarks)?)
}

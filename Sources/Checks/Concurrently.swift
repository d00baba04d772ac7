/// Work on several things at once.
enum Concurrently {
  /// The results in the order of the elements, at most `limit` of them being worked on at a time.
  static func map<Element: Sendable, Value: Sendable>(
    _ elements: [Element], atOnce limit: Int, _ transform: @escaping @Sendable (Element) async -> Value
  ) async -> [Value] {
    await withTaskGroup(of: (Int, Value).self) { group in
      var values = [Value?](repeating: nil, count: elements.count)
      for index in elements.indices {
        if index >= max(limit, 1), let (done, value) = await group.next() { values[done] = value }
        group.addTask { (index, await transform(elements[index])) }
      }
      for await (done, value) in group { values[done] = value }
      return values.compactMap(\.self)
    }
  }
}

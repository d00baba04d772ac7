import VerifierLog

/// What of a path a page has room for: its end, which failed, and its beginning.
struct WalkSelection {
  /// The steps kept, in order, and the texts that they need.
  private(set) var steps: [[Int]] = []
  private(set) var texts: [String] = []
  /// The source lines that they need.
  private(set) var sources: [[Int]] = []
  /// The step of the page for each kept step of the path.
  private(set) var places: [Int: Int] = [:]

  /// Selects from a path as much as takes at most `budget` bytes of JSON.
  init(_ trace: Trace, _ recorder: inout WalkRecorder, budget: Int) {
    let records = recorder.records
    let texts = recorder.texts
    let sources = recorder.sources
    let count = records.count
    var used: Set<Int> = []
    var usedSources: Set<Int> = []
    var spent = 0
    func take(_ index: Int, upTo limit: Int) -> Bool {
      let record = records[index]
      var mentioned = Set(record.texts)
      var cost = record.cost
      let source = record.source
      if source >= 0, !usedSources.contains(source) {
        mentioned.formUnion(sources[source].prefix(2).filter { $0 >= 0 })
        cost += 32
      }
      // `subtracting` would walk all of `used`.
      let new = mentioned.filter { !used.contains($0) }
      cost += new.reduce(0) { $0 + Self.cost(texts[$1]) }
      guard spent + cost <= limit else { return false }
      spent += cost
      used.formUnion(new)
      usedSources.insert(source)
      return true
    }
    var tail = count
    while tail > 0, take(tail - 1, upTo: budget / 4 * 3) { tail -= 1 }
    var head = 0
    while head < tail, take(head, upTo: budget) { head += 1 }

    var chosen = Array(records[..<head])
    if tail > head, tail < count {
      var opening = recorder.opening(trace, at: tail)
      opening.omittedLines += tail - head
      opening.flags |= 4
      chosen.append(opening)
      chosen += records[(tail + 1)...]
      for (place, index) in (Array(0..<head) + Array(tail..<count)).enumerated() { places[index] = place }
    } else {
      chosen += records[min(tail, count)...]
      for index in 0..<chosen.count { places[index] = index }
    }
    renumber(chosen, recorder)
  }

  private mutating func renumber(_ chosen: [WalkRecord], _ recorder: WalkRecorder) {
    var numbers: [Int: Int] = [:]
    func renumbered(_ old: Int) -> Int {
      if let known = numbers[old] { return known }
      numbers[old] = texts.count
      texts.append(recorder.texts[old])
      return texts.count - 1
    }
    var places: [Int: Int] = [:]
    for record in chosen {
      var record = record
      if record.source >= 0 {
        let source = recorder.sources[record.source]
        if places[record.source] == nil {
          places[record.source] = sources.count
          sources.append([renumbered(source[0]), source[1] < 0 ? -1 : renumbered(source[1]), source[2]])
        }
        record.source = places[record.source] ?? -1
      }
      steps.append(record.numbers(renumbered))
    }
  }

  /// Bytes of a text in JSON, as the page escapes it, with its comma.
  private static func cost(_ text: String) -> Int {
    text.utf8.reduce(3) {
      $0 + ($1 < 0x20 || $1 == UInt8(ascii: "<") ? 6 : $1 == UInt8(ascii: "\"") || $1 == UInt8(ascii: "\\") ? 2 : 1)
    }
  }
}

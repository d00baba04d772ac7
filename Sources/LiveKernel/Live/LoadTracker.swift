import Jobs

/// Tells which of the programs that are loaded are new. It keeps the numbers of those that are loaded, and nothing else.
struct LoadTracker {
  private var known: Set<UInt32> = []
  /// The highest number that was seen; nil before the first look.
  private var highest: UInt32?
  private let own: UInt32?

  /// - Parameter own: a program of ours that is loaded all the while.
  init(own: UInt32?) {
    self.own = own
  }

  /// Takes the programs of a look.
  /// - Returns: the new ones with who has them open, and how many came and went since the look before. The kernel numbers
  ///   programs upwards and gives no number twice, so a number below that of a new one which nobody has was a program's.
  mutating func next(_ programs: [LiveLoad]) -> (loads: [LiveLoad], passed: Int) {
    var loads = programs.filter { !known.contains($0.id) }
    known = Set(programs.map(\.id))
    let before = highest
    highest = max(known.max() ?? 0, before ?? own ?? 0)
    // Nobody is asked when nothing is new: going through all processes takes longest.
    if !loads.isEmpty {
      let holders = ProgramHolders.scan()
      for index in loads.indices { loads[index].holders = holders[loads[index].id] ?? [] }
    }
    guard let before, let highest, highest > before else { return (loads, 0) }
    return (loads, Int(highest - before) - loads.count { $0.id > before })
  }
}

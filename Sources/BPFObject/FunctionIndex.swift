/// An object's functions, found by where they start.
struct FunctionIndex: Sendable {
  /// Ascending by section and first slot.
  let all: [Function]
  /// The first and the one after the last of each section's functions.
  private let sections: [Int: Range<Int>]

  /// Functions of the subprograms' section by name.
  private let subprograms: [String: Int]

  init(_ functions: [Function], text: String) {
    all = functions.sorted { ($0.section.index, $0.start) < ($1.section.index, $1.start) }
    subprograms = Dictionary(
      all.enumerated().filter { $0.element.section.name == text }.map { ($0.element.name, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    var sections: [Int: Range<Int>] = [:]
    for (index, function) in all.enumerated() {
      let first = sections[function.section.index]?.lowerBound ?? index
      sections[function.section.index] = first..<(index + 1)
    }
    self.sections = sections
  }

  /// The function that holds a slot of a section, as libbpf looks one up (`find_prog_by_sec_insn`).
  func function(in section: Section, at slot: Int) -> Int? {
    guard let range = sections[section.index], slot >= 0 else { return nil }
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      let middle = (low + high) / 2
      if all[middle].start <= slot { low = middle + 1 } else { high = middle }
    }
    guard low > range.lowerBound, all[low - 1].slots.contains(slot) else { return nil }
    return low - 1
  }

  /// A function of the subprograms' section by its name.
  func subprogram(named name: String) -> Int? { subprograms[name] }
}

import BPF
import Rewriting

/// Marks put into a program, each `r0 = number` with a number of its own that no program has.
struct Marks {
  enum Place: Hashable {
    case entry(Int), before(Int), after(Int), taken(Int)
  }

  static let first: Int32 = 1_000_000
  private(set) var edits = Edits()
  private var known: [Place: Int32] = [:]

  mutating func insert(_ place: Place) {
    let number = Self.first + Int32(known.count)
    known[place] = number
    let insertion = Insertion([.move(0, .immediate(number))])
    switch place {
    case .entry(let function): edits.insert(insertion, atEntryOf: function)
    case .before(let index): edits.insert(insertion, before: index)
    case .after(let index): edits.insert(insertion, after: index)
    case .taken(let index): edits.insert(insertion, whenTaken: index)
    }
  }

  /// The marks at these places, in their order.
  func numbers(_ places: [Place]) -> [Int32] { places.compactMap { known[$0] } }
}

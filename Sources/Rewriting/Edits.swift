/// What is to be put into a program, gathered by instruction: each insertion comes behind those made before it at the same
/// place. Instructions are named by their indices in `ProgramCode.instructions`.
public struct Edits: Sendable {
  private(set) var insertions: [EditPlace: [Insertion]] = [:]
  /// Bytes of stack by function, below what the function uses itself.
  private(set) var reserved: [Int: Int] = [:]

  /// No edits.
  public init() {}

  /// Whether nothing is changed.
  public var isEmpty: Bool { insertions.isEmpty }

  /// Adds what runs once when a function is entered; the program's own is function 0. Its arguments count as live.
  public mutating func insert(_ insertion: Insertion, atEntryOf function: Int) {
    insertions[.entry(function: function), default: []].append(insertion)
  }

  /// Adds what runs whenever an instruction is about to run, however control came to it.
  public mutating func insert(_ insertion: Insertion, before index: Int) {
    insertions[.before(index), default: []].append(insertion)
  }

  /// Adds what runs when control goes on from an instruction to the next one: behind a branch, when it is not taken.
  /// Behind what never goes on, it never runs.
  public mutating func insert(_ insertion: Insertion, after index: Int) {
    insertions[.after(index), default: []].append(insertion)
  }

  /// Adds what runs when a branch, or a jump, is taken.
  public mutating func insert(_ insertion: Insertion, whenTaken index: Int) {
    insertions[.taken(index), default: []].append(insertion)
  }

  /// Puts something in the place of an instruction. A second replacement of the same one comes behind the first.
  public mutating func replace(_ index: Int, with insertion: Insertion) {
    insertions[.instead(index), default: []].append(insertion)
  }

  /// Adds all that other edits of the same code hold: behind what is at the same places, and below what is reserved.
  public mutating func add(_ other: Edits) {
    for (place, more) in other.insertions { insertions[place, default: []] += more }
    for (function, bytes) in other.reserved { reserved[function, default: 0] += bytes }
  }

  /// Reserves bytes of a function's stack, a multiple of 8, below all that the function uses itself.
  /// - Returns: The offset from R10 at which they begin.
  public mutating func reserve(_ bytes: Int, in function: Int, of code: ProgramCode) -> Int {
    reserved[function, default: 0] += (bytes + 7) / 8 * 8
    return -(code.frameBytes(of: function) + reserved[function, default: 0])
  }
}

extension ProgramCode {
  /// Bytes of a function's frame, rounded up as the verifier does.
  func frameBytes(of function: Int) -> Int { (frames[function] + 7) / 8 * 8 }
}

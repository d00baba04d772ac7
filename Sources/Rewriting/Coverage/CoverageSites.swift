import Analysis
import BPF

/// What can be covered of a program: its basic blocks, and both ways of each branch. The same code gives the same sites in
/// the same order, on every kernel: whoever counts and whoever reads number them alike.
public struct CoverageSites: Hashable, Sendable {
  /// Instructions that run one after the other.
  public struct Block: Hashable, Sendable {
    /// Their slots.
    public let slots: Range<Int>
    /// The function that it belongs to, as the program numbers them.
    public let function: Int
    /// Its instructions, as indices.
    let instructions: Range<Int>
  }

  /// An instruction that goes one of two ways: a branch on a condition, or a `may_goto`.
  public struct Branch: Hashable, Sendable {
    /// Its slot.
    public let slot: Int
    /// The block that it ends.
    public let block: Int
    /// The block that it goes to when it is not taken.
    public let next: Int
    /// The block that it goes to when it is taken.
    public let target: Int
    /// Its index among the instructions.
    let index: Int
  }

  /// The blocks, ascending.
  public let blocks: [Block]
  /// The branches, ascending.
  public let branches: [Branch]
  /// For each site, the one that is counted for it: a way that alone leads to a block is taken exactly when the block runs.
  private let counted: [Int]

  /// The sites of a program's code.
  public init(_ code: ProgramCode) {
    var blocks: [Block] = []
    var branches: [Branch] = []
    var isEntry: [Bool] = []
    var ways: [Int] = []
    for (function, structure) in code.structure.functions.enumerated() {
      let first = blocks.count
      for (number, block) in structure.graph.blocks.enumerated() {
        blocks.append(Block(slots: block.slots, function: function, instructions: block.instructions))
        isEntry.append(number == 0)
        ways.append(0)
      }
      for (number, block) in structure.graph.blocks.enumerated() {
        for edge in block.successors { ways[first + edge.target] += 1 }
        guard let taken = block.successors.first(where: { $0.kind == .taken }),
          let next = block.successors.first(where: { $0.kind == .next })
        else { continue }
        let index = block.instructions.upperBound - 1
        branches.append(
          Branch(
            slot: code.slots.slots[index], block: first + number, next: first + next.target,
            target: first + taken.target, index: index))
      }
    }
    var counted = Array(0..<blocks.count + 2 * branches.count)
    for (number, branch) in branches.enumerated() {
      for (site, block) in [(blocks.count + 2 * number, branch.next), (blocks.count + 2 * number + 1, branch.target)]
      where ways[block] == 1 && !isEntry[block] {
        counted[site] = block
      }
    }
    self.blocks = blocks
    self.branches = branches
    self.counted = counted
  }

  /// How many sites there are.
  public var count: Int { blocks.count + 2 * branches.count }

  /// The number of a block's site.
  public func site(ofBlock block: Int) -> Int { block }

  /// The number of the site of a branch's way.
  public func site(ofBranch branch: Int, isTaken: Bool) -> Int { blocks.count + 2 * branch + (isTaken ? 1 : 0) }

  /// The byte that is marked for a site.
  func mark(ofSite site: Int) -> Int { counted[site] }

  /// The block that an instruction's slot belongs to; nil outside of the program.
  public func block(atSlot slot: Int) -> Int? {
    let index = blocks.partitioningIndex { $0.slots.upperBound > slot }
    return index < blocks.count && blocks[index].slots.contains(slot) ? index : nil
  }

  /// What marks sites that are passed: each stores a 1 into its byte of an array map's only value, at least `count` bytes.
  /// - Parameters:
  ///   - descriptor: the map's.
  ///   - branches: whether ways of branches are marked, and not only blocks.
  public func probes(descriptor: Int32, branches marksBranches: Bool = true) -> Edits {
    var edits = Edits()
    func probe(_ site: Int) -> Insertion {
      Insertion(scratch: 1) { registers in
        registers.flatMap { register -> [Instruction] in
          [
            .loadMapValue(register, descriptor: descriptor, offset: UInt32(site)),
            .store(.byte, base: register, offset: 0, .immediate(1)),
          ]
        }
      }
    }
    for (number, block) in blocks.enumerated() {
      edits.insert(probe(number), before: block.instructions.lowerBound)
    }
    guard marksBranches else { return edits }
    for (number, branch) in branches.enumerated() {
      let next = site(ofBranch: number, isTaken: false)
      let taken = site(ofBranch: number, isTaken: true)
      if counted[next] == next { edits.insert(probe(next), after: branch.index) }
      if counted[taken] == taken { edits.insert(probe(taken), whenTaken: branch.index) }
    }
    return edits
  }

  /// Which sites were passed, as the map's bytes tell.
  public func passed(_ bytes: [UInt8]) -> [Bool] {
    counted.map { $0 < bytes.count && bytes[$0] != 0 }
  }

  /// Which sites are not marked, when these insertions were left out.
  public func unmarked(_ rewritten: RewrittenProgram, branches marksBranches: Bool) -> [Bool] {
    let missing = Set(rewritten.skipped.map(\.place))
    return counted.indices.map { site in
      let counted = counted[site]
      guard counted >= blocks.count else { return missing.contains(.before(blocks[counted].instructions.lowerBound)) }
      guard marksBranches else { return true }
      let branch = branches[(counted - blocks.count) / 2]
      return missing.contains((counted - blocks.count) % 2 == 0 ? .after(branch.index) : .taken(branch.index))
    }
  }
}

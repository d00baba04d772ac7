import BPF
import Rewriting
import VerifierLog

extension CoverageSites {
  /// Which sites the verifier came to, as the log of all its walks tells; nil when that leaves any out.
  /// - Parameter slots: where the program's instructions went when it was walked as rewritten; nil when it was as it is.
  func reached(by walk: WalkProfile, in slots: SlotMap? = nil) -> [Bool]? {
    guard walk.walksOmitted == 0, walk.edgesOmitted == 0 else { return nil }
    func start(_ slot: Int) -> Int { slots.map { $0.start(ofOriginal: slot) ?? -1 } ?? slot }
    func place(_ slot: Int) -> Int { slots.map { $0.place(ofOriginal: slot) ?? -1 } ?? slot }
    var reached = [Bool](repeating: false, count: count)
    // Blocks keep their order, however much is put between them.
    let starts = blocks.map { start($0.slots.lowerBound) }
    for run in walk.runs {
      // A block is walked from its first instruction on.
      var block = starts.partitioningIndex { $0 >= run.first }
      while block < blocks.count, starts[block] <= run.last {
        reached[site(ofBlock: block)] = true
        block += 1
      }
    }
    let ways = Set(walk.edges.map { [$0.from, $0.to] })
    for (number, branch) in branches.enumerated() {
      let from = place(branch.slot)
      reached[site(ofBranch: number, isTaken: false)] = ways.contains([from, starts[branch.next]])
      reached[site(ofBranch: number, isTaken: true)] = ways.contains([from, starts[branch.target]])
    }
    return reached
  }
}

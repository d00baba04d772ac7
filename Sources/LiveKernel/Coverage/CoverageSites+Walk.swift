import Rewriting
import VerifierLog

extension CoverageSites {
  /// Which sites the verifier came to, as the log of all its walks tells; nil when that leaves any out.
  func reached(by walk: WalkProfile) -> [Bool]? {
    guard walk.walksOmitted == 0, walk.edgesOmitted == 0 else { return nil }
    var reached = [Bool](repeating: false, count: count)
    for run in walk.runs {
      // A block is walked from its first instruction on.
      var next = block(atSlot: run.first)
      while let block = next, block < blocks.count, blocks[block].slots.lowerBound <= run.last {
        if blocks[block].slots.lowerBound >= run.first { reached[site(ofBlock: block)] = true }
        next = block + 1
      }
    }
    let ways = Set(walk.edges.map { [$0.from, $0.to] })
    for (number, branch) in branches.enumerated() {
      let (next, target) = (blocks[branch.next].slots.lowerBound, blocks[branch.target].slots.lowerBound)
      reached[site(ofBranch: number, isTaken: false)] = ways.contains([branch.slot, next])
      reached[site(ofBranch: number, isTaken: true)] = ways.contains([branch.slot, target])
    }
    return reached
  }
}

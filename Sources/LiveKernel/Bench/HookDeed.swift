import Jobs

/// A deed, and its parts in which a program runs: what they take more with an empty program attached is its hook's cost.
struct HookDeed {
  let deed: any CountedDeed
  let parts: [Int]

  /// Nil where a driver's deed cannot tell the hook, and no other does: becoming another program takes otherwise many
  /// instructions each time, by what is open and what was freed before.
  init?(_ burst: DeedBurst, _ program: CountedProgram, runs: Double) {
    deed = burst.driver == .exec ? RefusedExec() : burst
    guard let parts = DeedRuns.parts(of: deed, program, runs: runs) else { return nil }
    self.parts = parts
  }

  /// What the parts took of one deed.
  func took(_ stamps: DeedStamps) -> Double {
    deed.once(stamps)
    let took = stamps.take()
    return parts.reduce(0) { $0 + (took.indices.contains($1) ? took[$1] : 0) }
  }
}

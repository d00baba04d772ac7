import Jobs
import Rewriting

/// The marks that a loaded program leaves.
final class ProgramMarks {
  /// What is known of a program's sites beforehand, a flag a site.
  struct Profile: Equatable {
    /// Sites that the verifier came to; nil when that is not known.
    var reached: [Bool]?
    /// Sites that leave no mark.
    var unmarked: [Bool]
    /// Why.
    var problem: String?
  }

  let program: String
  private let profile: Profile
  /// Its sites and their marks; nil when it could not be loaded with them.
  private let marks: (sites: CoverageSites, map: MarkMap)?
  private var isTold = false

  init(program: String, profile: Profile, marks: (sites: CoverageSites, map: MarkMap)?) {
    self.program = program
    self.profile = profile
    self.marks = marks
  }

  /// What it left since the last time; nil when nothing ran and nothing is to be told.
  func take(into batch: OutcomeBatch) -> CoveredProgram? {
    let passed = marks.map { $0.sites.passed($0.map.take()) } ?? []
    guard !isTold || passed.contains(true) else { return nil }
    var covered = CoveredProgram(program: program, passed: batch.keep(Self.bytes(passed)))
    if !isTold {
      isTold = true
      covered.profile = SiteProfile(
        reached: profile.reached.map { batch.keep(Self.bytes($0)) }, unmarked: batch.keep(Self.bytes(profile.unmarked)),
        problem: profile.problem)
    }
    return covered
  }

  private static func bytes(_ flags: [Bool]) -> [UInt8] { flags.map { $0 ? 1 : 0 } }
}

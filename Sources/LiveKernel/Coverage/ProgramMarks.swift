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

  /// A program's code, its sites and their marks.
  typealias Marks = (code: ProgramCode, sites: CoverageSites, map: MarkMap)

  let program: String
  private let profile: Profile
  /// Nil when it could not be loaded with marks.
  let marks: Marks?
  private var isTold = false

  init(program: String, profile: Profile, marks: Marks?) {
    self.program = program
    self.profile = profile
    self.marks = marks
  }

  /// What it left since the last time; nil when nothing ran and nothing is to be told.
  func take(into batch: OutcomeBatch) -> CoveredProgram? {
    covered(marks.map { $0.map.take() } ?? [], into: batch)
  }

  /// What marks say that were taken before.
  func covered(_ bytes: [UInt8], into batch: OutcomeBatch) -> CoveredProgram? {
    let passed = marks?.sites.passed(bytes) ?? []
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

  /// Which bytes of the marks can be written.
  var goal: [Bool] {
    guard let marks else { return [] }
    return marks.sites.marks { site in !profile.unmarked[site] && profile.reached?[site] ?? true }
  }

  /// Blocks that leave no mark.
  func isUnmarked(block: Int) -> Bool { profile.unmarked[block] }

  /// Why some sites leave no marks; nil when all do.
  var problem: String? { profile.problem }

  private static func bytes(_ flags: [Bool]) -> [UInt8] { flags.map { $0 ? 1 : 0 } }
}

import BPFObject
import Jobs
import Rewriting

/// What is known of the sites of one program, over all cases, kernels and workers.
struct SiteTally: Sendable {
  let program: Program
  let code: ProgramCode
  let sites: CoverageSites
  /// The cases that passed each site.
  private(set) var passed: [CaseNumbers]
  /// Sites that a verifier came to; all when the log of one did not tell.
  private(set) var reached: [Bool]
  /// Sites that leave no mark on any kernel; nil before anything is known.
  private var unmarkedEverywhere: [Bool]?
  private(set) var notes: [String] = []

  /// Nil for a program that cannot be taken apart.
  init?(_ program: Program) {
    guard let code = try? ProgramCode(program) else { return nil }
    self.program = program
    self.code = code
    sites = CoverageSites(code)
    passed = Array(repeating: CaseNumbers(), count: sites.count)
    reached = Array(repeating: false, count: sites.count)
  }

  /// Sites that leave no mark.
  var unmarked: [Bool] { unmarkedEverywhere ?? Array(repeating: true, count: sites.count) }

  /// Takes what a worker says of a case; the slices are of `bytes`.
  mutating func take(_ covered: CoveredProgram, of number: Int, _ bytes: [UInt8], kernel: String) {
    if let profile = covered.profile { take(profile, bytes, kernel: kernel) }
    let marks = covered.passed.bytes(of: bytes) ?? []
    guard !marks.isEmpty else { return }
    guard marks.count == sites.count else {
      return note("kernel \(kernel) marks \(marks.count) places of it, which has \(sites.count): they are not counted")
    }
    for (site, mark) in marks.enumerated() where mark != 0 {
      passed[site].insert(number)
      reached[site] = true
    }
  }

  private mutating func take(_ profile: SiteProfile, _ bytes: [UInt8], kernel: String) {
    if let problem = profile.problem { note("kernel \(kernel): \(problem)") }
    let flags = profile.reached.flatMap { $0.bytes(of: bytes) }
    if let flags, flags.count == sites.count {
      for (site, flag) in flags.enumerated() where flag != 0 { reached[site] = true }
    } else {
      note("kernel \(kernel) does not tell all that its verifier comes to: what cannot run counts as missed")
      reached = Array(repeating: true, count: sites.count)
    }
    guard let unmarked = profile.unmarked.bytes(of: bytes), unmarked.count == sites.count else { return }
    unmarkedEverywhere = zip(unmarkedEverywhere ?? Array(repeating: true, count: sites.count), unmarked)
      .map { $0 && $1 != 0 }
  }

  private mutating func note(_ text: String) {
    if !notes.contains(text) { notes.append(text) }
  }
}

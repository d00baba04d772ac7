import Jobs

/// Has one run of a subject's program stepped through, of what it is compared with, and of its empty twin.
struct SubjectTrace {
  /// Runs before the one that is stepped through: what the first ones find cold, or make, is there then.
  private static let warmUp = 8

  let subject: BenchSubject
  let objects: MeasuredObjects
  let driver: BenchDriver?

  /// What the run took, and the one of the base where there is one.
  func take() throws(Refusal) -> (head: RunTrace, base: RunTrace?) {
    guard let page = TracePage() else {
      throw Refusal(.environment, Reason("there is no page for what a run is stepped through by"))
    }
    let (twin, emptyCode) = try steps(of: .twin, page)
    let empty = TraceAttribution(emptyCode, exits: []).trace(of: twin, empty: 0).total
    let head = try trace(of: .head, page, empty: empty)
    guard objects.hasBase(of: subject) else { return (head, nil) }
    // An older object may have no lines, or a longer run: the program's own lines are told without.
    do throws(Refusal) { return (head, try trace(of: .base, page, empty: empty)) } catch { return (head, nil) }
  }

  private func trace(of arm: BenchArm, _ page: borrowing TracePage, empty: Int) throws(Refusal) -> RunTrace {
    let (steps, code) = try steps(of: arm, page)
    guard !code.marks.isEmpty, let exits = objects.exits(of: subject.program, in: arm) else {
      throw Refusal(
        .skipped,
        Reason(
          "the object has no line information, by which the kernel tells instructions' machine code",
          advice: "Compile it with -g."))
    }
    return TraceAttribution(code, exits: exits).trace(of: steps, empty: empty)
  }

  private func steps(
    of arm: BenchArm, _ page: borrowing TracePage
  ) throws(Refusal) -> (steps: [UInt64], code: JitedProgram) {
    let (arm, program) = try objects.tracedArm(arm, of: subject, driver: driver)
    let code = try JitedProgram(descriptor: program.descriptor)
    let link = try arm.attach()
    defer { withExtendedLifetime((link, arm)) {} }
    try fire(arm, Self.warmUp)
    let steps = try page.steps(of: code.functions) { () throws(Refusal) in try fire(arm, 1) }
    guard !steps.isEmpty else {
      throw Refusal(.environment, Reason("the run that was to be stepped through did not happen"))
    }
    return (steps, code)
  }

  private func fire(_ arm: MeasuredArm, _ runs: Int) throws(Refusal) {
    let code = try arm.fire(runs)
    guard code == 0 else {
      throw Refusal(.environment, Reason("the kernel refuses a test run: \(ErrorNumber(code).text)", errno: code))
    }
  }
}

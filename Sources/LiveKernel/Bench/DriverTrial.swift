import Jobs

/// Finds a driver that makes an attached program run, and how often it does so for each of its deeds.
struct DriverTrial {
  private static let deeds = 16

  let objects: MeasuredObjects
  let subject: BenchSubject
  /// Whether instructions are counted.
  let counts: Bool

  /// What was found.
  struct Found {
    var burst: DeedBurst
    /// Runs of the program for each deed.
    var runs: Double
    /// What tells the hook's cost, where instructions are counted; nil where nothing does.
    var hook: HookDeed?
  }

  /// The first of the drivers that makes the program run.
  func run(_ drivers: [BenchDriver]) throws(Refusal) -> Found {
    // The interface is there before a program can be attached to it.
    var early: DeedBurst?
    if drivers == [.veth] {
      var code: Int32 = 0
      early = DeedBurst(.veth, &code)
      guard early != nil else {
        throw Refusal(
          .environment,
          Reason(
            "no pair of interfaces can be made: \(ErrorNumber(code).text)",
            advice: "It takes CAP_SYS_ADMIN, CAP_NET_ADMIN, CAP_NET_RAW and a kernel with CONFIG_VETH.", errno: code))
      }
    }
    let program = try CountedProgram(subject, of: objects)
    for driver in drivers where (driver == .function) == program.attachment.isUserProbe {
      var code: Int32 = 0
      guard let burst = early ?? DeedBurst(driver, &code) else { continue }
      burst.fire(1)
      let before = program.runs
      burst.fire(Self.deeds)
      let runs = program.runs - before
      // What other tasks make of it in the meantime is not the driver's.
      let perDeed = (Double(runs) / Double(Self.deeds)).rounded(.toNearestOrEven)
      guard perDeed >= 1 else { continue }
      let hook = counts ? HookDeed(burst, program, runs: perDeed) : nil
      return Found(burst: burst, runs: perDeed, hook: hook)
    }
    let names = drivers.map(\.rawValue).joined(separator: ", ")
    // What the user says would make it run and does not, is wrong; what nobody knows a driver for is left out.
    throw Refusal(
      drivers.count == 1 ? .environment : .skipped,
      Reason(
        "program \(subject.program) did not run: \(drivers.count == 1 ? "driver \(names) does" : "none of the drivers \(names) do") "
          + "what it is attached to",
        advice: "A probe that never runs costs nothing and says nothing: name another driver, or a command."))
  }
}

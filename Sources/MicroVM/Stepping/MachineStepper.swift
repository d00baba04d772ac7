import Foundation
import Jobs

/// Steps through runs of programs in a machine that asks for it as `SteppedRun` says.
final class MachineStepper: Sendable {
  private let line: DebugLine

  /// The socket that QEMU's GDB stub is to connect to.
  var path: String { line.path }

  /// Waits, on a thread of its own, for the machine and for what it asks. Nil where there can be no socket.
  init?() {
    guard let line = DebugLine() else { return nil }
    self.line = line
    Thread {
      guard line.accept() else { return }
      var stub = DebugStub(line)
      do throws(DebugStub.Failure) {
        try Self.serve(&stub)
      } catch {
        // Whoever asks for steps from now on gets no answer, and says so.
        stub.leave()
      }
    }.start()
  }

  /// The machine is gone.
  func end() { line.shut() }

  private static func serve(_ stub: inout DebugStub) throws(DebugStub.Failure) {
    try stub.meet()
    try stub.stop(at: SteppedRun.begin)
    try stub.stop(at: SteppedRun.end)
    var steps: [UInt64] = []
    while true {
      try stub.goOn()
      switch try stub.value(.rip) {
      case SteppedRun.begin:
        let functions = try functions(&stub)
        // A breakpoint is passed by a step.
        try stub.step()
        steps = try functions.isEmpty ? [] : run(of: functions, &stub)
        // Stopped at the end already where the program did not run.
        guard try stub.value(.rip) == SteppedRun.end else { continue }
        try answer(steps, &stub)
      case SteppedRun.end: try answer(steps, &stub)
      default: continue
      }
      steps = []
    }
  }

  /// Where the program's functions are; empty where what is asked for is none.
  private static func functions(_ stub: inout DebugStub) throws(DebugStub.Failure) -> [Range<UInt64>] {
    let count = try stub.value(.rsi)
    guard count > 0, count <= 2 * SteppedRun.mostFunctions, count.isMultiple(of: 2) else { return [] }
    let numbers = try stub.numbers(at: try stub.value(.rdi), count: Int(count))
    return stride(from: 0, to: numbers.count, by: 2).compactMap { index in
      numbers[index] < numbers[index + 1] ? numbers[index]..<numbers[index + 1] : nil
    }
  }

  /// The steps of the next run; empty when there is none before the end.
  private static func run(
    of functions: [Range<UInt64>], _ stub: inout DebugStub
  ) throws(DebugStub.Failure) -> [UInt64] {
    let start = functions[0].lowerBound
    try stub.stop(at: start)
    try stub.goOn()
    try stub.pass(start)
    guard try stub.value(.rip) == start else { return [] }
    let frame = try stub.value(.rsp)
    let back = try stub.numbers(at: frame, count: 1)[0]
    var steps: [UInt64] = []
    var outside: UInt64 = 0
    var place = start
    for _ in 0..<SteppedRun.mostSteps {
      if functions.contains(where: { $0.contains(place) }) {
        if outside > 0 { steps.append(outside) }
        outside = 0
        steps.append(place)
      } else {
        outside += 1
      }
      try stub.step()
      place = try stub.value(.rip)
      guard place == back, try stub.value(.rsp) == frame + 8 else { continue }
      return steps + (outside > 0 ? [outside] : [])
    }
    return [SteppedRun.isCut]
  }

  private static func answer(_ steps: [UInt64], _ stub: inout DebugStub) throws(DebugStub.Failure) {
    let place = try stub.value(.rdi)
    let room = try stub.value(.rsi)
    let isCut = steps == [SteppedRun.isCut]
    let told = isCut || steps.count >= room ? [SteppedRun.isCut] : [UInt64(steps.count)] + steps
    if room > 0 { try stub.write(told, at: place) }
    try stub.step()
  }
}

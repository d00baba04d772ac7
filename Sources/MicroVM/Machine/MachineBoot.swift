import Jobs
import Subprocess
import SystemPackage
import Workers

/// One machine, from its start until it is gone.
struct MachineBoot: Sendable {
  let emulator: Emulator
  let plan: MachinePlan
  let limits: MachineLimits

  /// Runs the machine and hands over what its first process says.
  func run(_ receive: @Sendable (MachineReply, [[UInt8]]) async -> Void) async -> MachineEnd {
    guard !Task.isCancelled else { return .cancelled }
    let boot = SilenceLimit(limits.boot)
    let silence = SilenceLimit(limits.silence)
    let conversation: Conversation
    do {
      let result = try await Subprocess.run(configuration, input: .inputWriter, output: .sequence, error: .sequence) {
        execution in
        async let words = Self.console(execution.standardError)
        // Cancelled when this scope ends. Each watches a part of the machine's life.
        async let _: Void = { if await boot.watch() { try? execution.send(signal: .terminate) } }()
        async let _: Void = { if await silence.watch() { try? execution.send(signal: .terminate) } }()
        var conversation = Conversation()
        await conversation.listen(to: execution.standardOutput, boot: boot, silence: silence, receive)
        // It is done, or what it says is of no use any more.
        try? execution.send(signal: .terminate)
        conversation.console = await words
        return conversation
      }
      conversation = result.closureResult
    } catch {
      guard !Task.isCancelled else { return .cancelled }
      return .neverUp(Reason("cannot start \(emulator.worker.path): \(error)"))
    }
    if conversation.isFinished { return .finished }
    if Task.isCancelled { return .cancelled }
    return end(conversation, bootTooLong: boot.isExceeded, silent: silence.isExceeded)
  }

  private func end(_ conversation: Conversation, bootTooLong: Bool, silent: Bool) -> MachineEnd {
    let console = ConsoleReading(conversation.console)
    let cause = console.cause
    if conversation.isUp {
      if silent { return .down(.timeLimit(limits.silence), console: console.lines) }
      let how =
        if let problem = conversation.problem {
          "the virtual machine's replies broke off: \(problem)"
        } else {
          "the virtual machine went down: \(cause?.meaning ?? "nothing on its console says why")"
        }
      return .down(.machine(how), console: console.lines)
    }
    var summary = "the virtual machine did not come up"
    if let problem = conversation.problem {
      summary += ": what it said is no reply: \(problem)"
    } else if let cause {
      summary += ": \(cause.meaning)"
    } else if bootTooLong {
      summary += " within \(limits.boot.components.seconds) s"
      if console.isEmpty {
        summary += " and wrote nothing to its console: the image is broken, or has no serial console"
      }
    } else if console.isEmpty {
      summary += ": it ended without a word: QEMU was killed, the image is broken, or it has no serial console"
    }
    return .neverUp(Reason(summary, advice: cause?.advice, evidence: console.lines))
  }

  private var configuration: Configuration {
    var options = PlatformOptions()
    // A group of its own: Ctrl-C on a terminal is for Assay, which ends its machines in order.
    options.processGroupID = 0
    return Configuration(
      executable: .path(emulator.worker.path),
      arguments: Arguments(emulator.arguments(plan)), environment: .custom(environment), platformOptions: options)
  }

  private var environment: [Environment.Key: String] {
    switch plan.life {
    case .boots: [:]
    case .isKept(let file, _), .goesOn(let file): [Environment.Key(stringLiteral: Emulator.snapshotVariable): file]
    }
  }

  private static func console(_ errors: SubprocessOutputSequence) async -> [String] {
    var words = LastWords(lines: 100, bytes: 16 << 10)
    var chunks = errors.makeAsyncIterator()
    while let chunk = try? await chunks.next() {
      words.add(unsafe chunk.withUnsafeBytes { unsafe Array($0) })
    }
    return words.lines.map { String($0.filter { !$0.isNewline }) }.filter { !$0.isEmpty }
  }

  /// What was heard of a machine.
  private struct Conversation {
    /// Whether its first process has spoken.
    var isUp = false
    var isFinished = false
    /// Why what it says cannot be read.
    var problem: String?
    var console: [String] = []

    mutating func listen(
      to output: SubprocessOutputSequence, boot: SilenceLimit, silence: SilenceLimit,
      _ receive: @Sendable (MachineReply, [[UInt8]]) async -> Void
    ) async {
      guard let stream = InflateStream() else {
        problem = "no memory to read it"
        return
      }
      var reader = FrameReader(expecting: .machine)
      var chunks = output.makeAsyncIterator()
      // The time until the first reply is the boot's, not silence.
      silence.heard()
      do throws(FrameError) {
        while !isFinished, let chunk = try? await chunks.next() {
          if isUp { silence.heard() }
          let bytes = unsafe chunk.withUnsafeBytes { unsafe Array($0) }
          let isWhole = try stream.read(bytes) { piece throws(FrameError) in try reader.consume(piece.span) }
          while let frame = reader.next() {
            let reply = try frame.machineReply()
            isUp = true
            boot.heard()
            if reply == .finished { isFinished = true }
            await receive(reply, frame.attachments)
          }
          guard isWhole else {
            if !isFinished { problem = "it is no zlib stream" }
            return
          }
          if isUp { silence.waiting() }
        }
      } catch {
        problem = "\(error)"
      }
    }
  }
}

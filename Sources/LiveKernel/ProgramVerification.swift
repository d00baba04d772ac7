import BTF
import CLibbpf
import Glibc
import Jobs
import KernelFacts
import VerifierLog

/// One program of one opened object: made ready, loaded, and what the kernel said of it.
struct ProgramVerification {
  let job: VerifyJob
  let program: ProgramHandle
  let log: LogBuffer
  let replaced: ReplacedProgram?
  /// Where the object comes from.
  let source: ObjectSource

  /// Loads the program and tells what became of it. `lines` is what libbpf said when it opened the object.
  func outcome(in object: borrowing ObjectHandle, lines: [String]) -> ProgramOutcome {
    var outcome = ProgramOutcome(program: program.identity, verdict: .accepted)
    log.clear()
    do throws(Refusal) {
      let fixups = try prepare(object, &outcome)
      defer { withExtendedLifetime(fixups) {} }
      try load(object, lines: lines, &outcome)
      if job.attach {
        outcome.attachment = try AttachmentTrial(program: program, job: job, source: source).run()
      }
    } catch {
      outcome.verdict = error.verdict
      outcome.reason = error.reason
      if error.verdict == .attach { outcome.attachment = Attachment(.refused) }
    }
    return outcome
  }

  /// Makes the object ready. What comes back owns descriptors that the load needs.
  private func prepare(
    _ object: borrowing ObjectHandle, _ outcome: inout ProgramOutcome
  ) throws(Refusal) -> ObjectFixups {
    let others = object.programs.filter { !$0.isSame(as: program) }
    for other in others { other.setAutoload(false) }
    program.setAutoload(true)
    keepStructOps(of: object, others: others)

    let fixups = try ObjectFixups(to: object, for: job)
    outcome.fixups = fixups.applied
    if SectionRegistration.used(for: program.section) != nil {
      outcome.fixups.append(.registeredSection(program.section))
    } else if program.type == .unspec {
      try guessType(from: object.types, &outcome)
    }
    if program.type == .ext, let replaced {
      try replaced.set(on: program, job: job)
    }
    program.setLog(log)
    return fixups
  }

  /// A struct_ops program is loaded with the one map that refers to it, and without that map's other programs.
  private func keepStructOps(of object: borrowing ObjectHandle, others: [ProgramHandle]) {
    let addresses = Set(others.map(\.address))
    for map in object.maps where map.type == .structOps {
      if !map.keepMember(program, clearing: addresses) { map.setCreated(false) }
    }
  }

  private func guessType(from types: TypeTable?, _ outcome: inout ProgramOutcome) throws(Refusal) {
    guard let guess = ContextType(of: program, types: types), program.setType(guess) == 0 else { return }
    let fixup = Fixup.guessedType(section: program.section, type: guess.type.name)
    outcome.program = program.identity
    outcome.fixups.append(fixup)
  }
}

// MARK: - Loading

extension ProgramVerification {
  private func load(
    _ object: borrowing ObjectHandle, lines: [String], _ outcome: inout ProgramOutcome
  ) throws(Refusal) {
    let peak = Result { () throws(MemoryPeak.Missing) in try MemoryPeak() }
    let turn = object.maps.contains { $0.isCreated && PerCPUTurn.isNeeded(for: $0.type) } ? PerCPUTurn() : nil
    let sequence = LoadSequence(job: job, buffer: log, turn: turn)
    var lines = lines
    let code = LibbpfLines.capture(&lines) { sequence.standingIn { object.load() } }
    turn?.end()
    switch peak {
    case .success(let peak): outcome.figures.memoryPeakBytes = peak.read()
    case .failure(let missing): outcome.figures.memoryPeakMissing = missing.reason
    }

    guard let result = sequence.result else {
      let permission = PermissionReason(type: program.type, attachType: program.attachType, held: .ofThisProcess())
      if code == EPERM, !permission.lacking.isEmpty { throw permission.refusal(evidence: lines) }
      let complaints = object.maps.map { ($0.name, MapComplaint($0)) }
      throw RefusalReason(
        code: code, lines: lines, complaints: Dictionary(complaints, uniquingKeysWith: { first, _ in first }),
        attachType: program.attachType
      ).refusal
    }
    let statistics = result.statistics
    fill(&outcome.figures, from: result)
    var digest = statistics
    if result.level != .statistics { digest = sequence.digestOfLog() }
    if digest.statistics == nil { digest.statistics = statistics.statistics }
    if result.tailMissing {
      // What is left is the beginning of the walk: neither the message nor the path that failed.
      digest.tailMissing = true
      digest.messages = statistics.messages
      digest.path = []
    }
    if digest.bytes > 0 { outcome.digest = digest }
    guard result.code != 0 else { return }
    try refuse(result, digest: digest, lines: lines)
  }

  private func fill(_ figures: inout Figures, from result: LoadSequence.Result) {
    let statistics = result.statistics.statistics
    figures.programInstructions = result.instructions
    figures.verifiedInstructions = statistics?.verifiedInstructions ?? result.info?.verifiedInstructions
    figures.totalStates = statistics?.totalStates
    figures.peakStates = statistics?.peakStates
    figures.maxStatesPerInstruction = statistics?.maxStatesPerInstruction
    figures.markRead = statistics?.markRead
    figures.stackDepths = statistics?.stackDepths
    figures.verificationMicroseconds = result.times
    figures.translatedBytes = result.info?.translatedBytes
    figures.jitedBytes = result.info?.jitedBytes
    figures.usedMaps = result.info?.usedMaps
  }

  /// The kernel said no: the verifier if it left a message, whatever the error number; else something around it.
  private func refuse(_ result: LoadSequence.Result, digest: LogDigest, lines: [String]) throws(Refusal) {
    if let message = Self.summary(of: digest.messages) ?? Self.summary(of: result.statistics.messages) {
      throw Refusal(.rejected, Reason(message, errno: result.code))
    }
    let type = program.type
    if result.code == EPERM || result.code == EACCES {
      throw PermissionReason(type: type, attachType: program.attachType, held: .ofThisProcess())
        .refusal(evidence: [], code: result.code)
    }
    let words = ErrorNumber(result.code).text
    if (result.statistics.statistics?.verifiedInstructions ?? 0) > 0 {
      throw .loader(
        "the verifier took the program, then the kernel refused it: \(words)",
        advice:
          "A program array that programs of another type use, or an instruction that the JIT lacks, is refused so.",
        errno: result.code)
    }
    if let kernel = KernelVersion(KernelRelease.running.release), let since = type.facts?.since, kernel < since {
      throw Refusal(
        .environment,
        Reason("\(type.name) programs need kernel \(since); this is \(kernel)", errno: result.code))
    }
    if libbpf_probe_bpf_prog_type(bpf_prog_type(type.rawValue), nil) == 0 {
      throw Refusal(
        .environment,
        Reason(
          "this kernel loads no \(type.name) programs",
          advice: "It was built without them, or does not know the attach type: use another kernel.", errno: result.code
        ))
    }
    throw .loader(
      "the kernel refuses to verify the program: \(words)",
      advice: "Its type, attach type or flags do not go together on this kernel.", errno: result.code)
  }

  /// The line of a verifier's messages that says most: the first, but for those that libbpf puts behind the instruction
  /// that it poisoned because it could not relocate it (libbpf.c: `fixup_verifier_log`).
  private static func summary(of messages: [String]) -> String? {
    let poisoned = messages.first { message in
      message.hasPrefix("failed to resolve CO-RE relocation ")
        || message.hasSuffix("' is referenced but wasn't resolved")
        || message.hasSuffix("' is referenced but wasn't created")
    }
    return poisoned ?? messages.first
  }
}

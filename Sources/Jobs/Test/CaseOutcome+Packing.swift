extension CaseOutcome {
  /// Outcomes as they travel.
  public static func packed(_ outcomes: [CaseOutcome]) -> [UInt8] {
    var writer = PackWriter()
    writer.put(outcomes) { writer, outcome in outcome.pack(into: &writer) }
    return writer.bytes
  }

  /// Outcomes that have travelled; nil when the bytes are damaged.
  public static func unpacked(_ bytes: [UInt8]) -> [CaseOutcome]? {
    var reader = PackReader(bytes)
    do throws(PackReader.Damage) {
      let outcomes = try reader.list { reader throws(PackReader.Damage) in try CaseOutcome(from: &reader) }
      return reader.isAtEnd ? outcomes : nil
    } catch {
      return nil
    }
  }

  private func pack(into writer: inout PackWriter) {
    writer.put(number)
    writer.put(steps) { writer, step in step.pack(into: &writer) }
    writer.put(trace) { $0.put($1) }
    writer.put(traceProblem) { $0.put($1) }
    writer.put(notes) { $0.put($1) }
    writer.put(coverage) { writer, covered in covered.pack(into: &writer) }
    writer.put(host) { $0.put($1) }
    writer.put(repoisoned) { writer, step in step.pack(into: &writer) }
    writer.put(failure) { writer, failure in failure.pack(into: &writer) }
  }

  private init(from reader: inout PackReader) throws(PackReader.Damage) {
    self.init(number: try reader.number())
    steps = try reader.list { reader throws(PackReader.Damage) in try StepOutcome(from: &reader) }
    trace = try reader.list { reader throws(PackReader.Damage) in try reader.text() }
    traceProblem = try reader.optional { reader throws(PackReader.Damage) in try reader.text() }
    notes = try reader.list { reader throws(PackReader.Damage) in try reader.text() }
    coverage = try reader.list { reader throws(PackReader.Damage) in try CoveredProgram(from: &reader) }
    host = try reader.optional { reader throws(PackReader.Damage) in try reader.text() }
    repoisoned = try reader.list { reader throws(PackReader.Damage) in try StepOutcome(from: &reader) }
    failure = try reader.optional { reader throws(PackReader.Damage) in try CaseFailure(from: &reader) }
  }
}

extension CoveredProgram {
  fileprivate func pack(into writer: inout PackWriter) {
    writer.put(program)
    writer.put(passed)
    writer.put(profile) { writer, profile in
      writer.put(profile.reached) { $0.put($1) }
      writer.put(profile.unmarked)
      writer.put(profile.problem) { $0.put($1) }
    }
  }

  fileprivate init(from reader: inout PackReader) throws(PackReader.Damage) {
    self.init(program: try reader.text(), passed: try reader.slice())
    profile = try reader.optional { reader throws(PackReader.Damage) in
      SiteProfile(
        reached: try reader.optional { reader throws(PackReader.Damage) in try reader.slice() },
        unmarked: try reader.slice(),
        problem: try reader.optional { reader throws(PackReader.Damage) in try reader.text() })
    }
  }
}

extension CaseFailure {
  fileprivate func pack(into writer: inout PackWriter) {
    writer.put(verdict.rawValue)
    writer.put(reason.id) { $0.put($1) }
    writer.put(reason.summary)
    writer.put(reason.advice) { $0.put($1) }
    writer.put(reason.errno) { $0.put(Int($1)) }
    writer.put(reason.evidence) { $0.put($1) }
    writer.put(isInput)
    writer.put(needsMachine)
    writer.put(step) { $0.put($1) }
  }

  fileprivate init(from reader: inout PackReader) throws(PackReader.Damage) {
    guard let verdict = Verdict(rawValue: try reader.text()) else { throw reader.damage }
    let id = try reader.optional { reader throws(PackReader.Damage) in try reader.text() }
    var reason = Reason(try reader.text(), id: id)
    reason.advice = try reader.optional { reader throws(PackReader.Damage) in try reader.text() }
    let number = try reader.optional { reader throws(PackReader.Damage) in try reader.number() }
    reason.errno = number.map { Int32(clamping: $0) }
    reason.evidence = try reader.list { reader throws(PackReader.Damage) in try reader.text() }
    self.init(
      verdict: verdict, reason: reason, isInput: try reader.flag(), needsMachine: try reader.flag())
    step = try reader.optional { reader throws(PackReader.Damage) in try reader.number() }
  }
}

extension StepOutcome {
  fileprivate func pack(into writer: inout PackWriter) {
    switch self {
    case .done: writer.put(0)
    case .ran(let run):
      writer.put(1)
      writer.put(UInt64(run.returned))
      writer.put(run.packet) { $0.put($1) }
      writer.put(run.context) { $0.put($1) }
      writer.put(UInt64(run.nanoseconds))
    case .entries(let entries, let isWhole):
      writer.put(2)
      writer.put(entries) { writer, entry in
        writer.put(entry.key)
        writer.put(entry.values) { $0.put($1) }
      }
      writer.put(isWhole)
    case .events(let events):
      writer.put(3)
      writer.put(events) { writer, event in
        writer.put(event.cpu) { $0.put($1) }
        writer.put(event.bytes)
        writer.put(event.lost)
      }
    case .globals(let slice):
      writer.put(4)
      writer.put(slice)
    case .calls(let recorded):
      writer.put(6)
      writer.put(recorded.count)
      writer.put(recorded.calls) { writer, call in
        writer.put(call.arguments) { $0.put($1) }
        writer.put(call.result)
      }
    case .driven(let status, let output):
      writer.put(5)
      writer.put(Int(status))
      writer.put(output) { $0.put($1) }
    }
  }

  fileprivate init(from reader: inout PackReader) throws(PackReader.Damage) {
    switch try reader.number() {
    case 0: self = .done
    case 1:
      let returned = try reader.unsigned32()
      let packet = try reader.optional { reader throws(PackReader.Damage) in try reader.slice() }
      let context = try reader.optional { reader throws(PackReader.Damage) in try reader.slice() }
      self = .ran(
        RunOutcome(
          returned: returned, packet: packet, context: context, nanoseconds: try reader.unsigned32()))
    case 2:
      let entries = try reader.list { reader throws(PackReader.Damage) in
        MapEntry(
          key: try reader.slice(),
          values: try reader.list { reader throws(PackReader.Damage) in try reader.slice() })
      }
      self = .entries(entries, isWhole: try reader.flag())
    case 3:
      self = .events(
        try reader.list { reader throws(PackReader.Damage) in
          let cpu = try reader.optional { reader throws(PackReader.Damage) in try reader.number() }
          return TestEvent(cpu: cpu, bytes: try reader.slice(), lost: try reader.unsigned())
        })
    case 4: self = .globals(try reader.slice())
    case 6:
      self = .calls(
        RecordedCalls(
          count: try reader.unsigned(),
          calls: try reader.list { reader throws(PackReader.Damage) in
            RecordedCalls.Call(
              arguments: try reader.list { reader throws(PackReader.Damage) in try reader.unsigned() },
              result: try reader.unsigned())
          }))
    case 5:
      self = .driven(
        status: Int32(clamping: try reader.number()),
        output: try reader.list { reader throws(PackReader.Damage) in try reader.text() })
    default: throw reader.damage
    }
  }
}

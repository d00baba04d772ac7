public import Findings
public import Placed

/// One run of a program and what must come out of it. Names, tables and defaults are put in.
public struct StepForm: Hashable, Sendable {
  /// What it shows; nil when it has no name of its own.
  public var name: Located<String>?
  /// Where it is written.
  public var span: SourceSpan
  /// The program, by its function; nil when the file leaves it open.
  public var program: Located<String>?
  /// The packet that goes in.
  public var packet: PlacedNode?
  /// The context that goes in.
  public var context: PlacedNode?
  /// A raw tracepoint's arguments.
  public var arguments: PlacedNode?
  /// The registers that a probe sees.
  public var registers: PlacedNode?
  /// Objects of the kernel's types, that pointers lead to, by name.
  public var objects: PlacedNode?
  /// How often the program runs, on the same packet, context and maps.
  public var repetitions: Located<UInt32>?
  /// Whether an XDP program's verdict acts on real frames.
  public var liveFrames: Located<Bool>?
  /// What must come out; nil when nothing is said.
  public var expect: ExpectForm?

  /// The keys of a run, taken from a case's or a step's: both have the same.
  init(_ fields: inout PlacedFields, _ problems: inout PlacedProblems) {
    span = fields.span
    program = fields.take(TestStepKey.program.rawValue)?.located(&problems)
    packet = fields.take(TestStepKey.packet.rawValue)
    context = fields.take(TestStepKey.context.rawValue)
    arguments = fields.take(TestStepKey.arguments.rawValue)
    registers = fields.take(TestStepKey.registers.rawValue)
    objects = fields.take(TestStepKey.objects.rawValue)
    repetitions = fields.take(TestStepKey.repetitions.rawValue).flatMap { node in
      node.integer(UInt32.self, in: 1...UInt32(Int32.max), &problems).map { Located($0, at: node.span) }
    }
    if let node = fields.take(TestStepKey.run.rawValue), var run = node.fields(&problems) {
      liveFrames = run.take(RunKey.liveFrames.rawValue).flatMap { node in
        node.boolean(&problems).map { Located($0, at: node.span) }
      }
      run.finish(&problems)
    }
  }

  /// A step of a case.
  init?(_ node: PlacedNode, _ problems: inout PlacedProblems) {
    guard var fields = node.fields(&problems) else { return nil }
    self.init(&fields, &problems)
    name = fields.take(TestStepKey.name.rawValue)?.located(&problems)
    expect = fields.take(TestStepKey.expect.rawValue).flatMap { node in
      guard case .scalar("snapshot", _) = node.content else { return ExpectForm(node, &problems) }
      problems.add(
        "a snapshot is of the whole case", at: node.span, hint: "write 'expect: snapshot' beside 'steps:'")
      return nil
    }
    fields.finish(&problems)
  }

  /// Whether arguments lead to memory that the step lays out.
  public var pointsSomewhere: Bool {
    let values: [PlacedNode]
    switch arguments?.content {
    case .mapping(let entries): values = entries.map(\.value)
    case .sequence(let nodes): values = nodes
    case .scalar, nil: values = []
    }
    return objects != nil || values.contains { if case .mapping = $0.content { true } else { false } }
  }
}

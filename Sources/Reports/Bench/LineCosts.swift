import BPF
public import BPFObject
import BTF
public import Jobs

/// Where the instructions of a program's body go: by line of C, with what each line calls. What is listed, `entry` and
/// `beside` added and `empty` taken off, is the body to the instruction.
public struct LineCosts: Codable, Hashable, Sendable {
  /// What a line calls outside the program: a helper, a kernel function, another program.
  public struct Call: Codable, Hashable, Sendable {
    /// Its name.
    public var name: String
    /// Instructions of all calls of it from the line.
    public var instructions: Int
    /// Calls in one run.
    public var runs: Int
  }
  /// One line.
  public struct Line: Codable, Hashable, Sendable {
    /// The file as the compiler was given it; empty where the compiler recorded no line.
    public var file: String
    /// The line, from 1; 0 where the compiler recorded none.
    public var line: Int
    /// The line's text.
    public var text: String
    /// Instructions of one run, with those of what it calls.
    public var instructions: Int
    /// How often the line's most frequent instruction ran.
    public var runs: Int
    /// What it calls, the dearest first.
    public var calls: [Call]
  }
  /// The lines that ran, the dearest first.
  public var lines: [Line]
  /// Instructions that enter the program's functions: frames are made, registers kept.
  public var entry: Int
  /// Instructions of the empty program that the body is measured against.
  public var empty: Int
  /// Instructions of the body that are in none of these: what a run leaves for later, or a run that took another path than
  /// most. Nil where the body is not known.
  public var beside: Int?
}

extension LineCosts {
  /// The costs of a run that was stepped through.
  /// - Parameter body: the program's measured cost.
  public init(_ trace: RunTrace, of program: Program, in object: ObjectFile, body: Int?) {
    let disassembler = Disassembler(names: ProgramNames.bySlot(of: program, in: object))
    let instructions = Dictionary(
      zip(program.slots.slots, program.instructions), uniquingKeysWith: { first, _ in first })
    var lines: [Place: Line] = [:]
    for cost in trace.costs {
      let source = program.line(atSlot: cost.slot)
      let place = Place(file: source?.file ?? "", line: source?.line ?? 0)
      var line =
        lines[place]
        ?? Line(file: place.file, line: place.line, text: source?.text ?? "", instructions: 0, runs: 0, calls: [])
      line.instructions += cost.own + cost.called
      line.runs = max(line.runs, cost.runs)
      if cost.called > 0 {
        let name = instructions[cost.slot].map { Self.callee(disassembler.text($0, slot: cost.slot)) } ?? "the kernel"
        line.add(Call(name: name, instructions: cost.called, runs: cost.runs))
      }
      lines[place] = line
    }
    self.lines = lines.values.sorted { ($1.instructions, $0.file, $0.line) < ($0.instructions, $1.file, $1.line) }
    entry = trace.entry
    empty = trace.empty
    beside = body.map { $0 - (trace.total - trace.empty) }
  }

  private struct Place: Hashable {
    var file: String
    var line: Int
  }

  /// The name in `call bpf_map_lookup_elem#1`; all of what is no call: the kernel may make one of it.
  private static func callee(_ text: String) -> String {
    guard text.hasPrefix("call ") else { return text }
    return String(text.dropFirst(5).prefix { $0 != "#" })
  }
}

extension LineCosts.Line {
  fileprivate mutating func add(_ call: LineCosts.Call) {
    if let index = calls.firstIndex(where: { $0.name == call.name }) {
      calls[index].instructions += call.instructions
      calls[index].runs += call.runs
    } else {
      calls.append(call)
    }
    calls.sort { ($1.instructions, $0.name) < ($0.instructions, $1.name) }
  }
}

import Analysis
import BPF
import BPFObject
import KernelFacts

/// A program of an object, as shown.
public struct ShownProgram: Encodable, Sendable {
  /// The function's name.
  public let name: String
  /// The section that it stands in.
  public let section: String
  /// Its type in kernel words; nil for a custom section.
  public let type: String?
  /// Its attach type in kernel words; nil when it has none.
  public let attachType: String?
  /// What its section says that it attaches to.
  public let attachTarget: String?
  /// Whether libbpf loads it unasked.
  public let isAutoloaded: Bool
  /// Instructions with those of all functions; a 64-bit immediate counts two.
  public let instructions: Int
  /// Its functions, its own first.
  public let functions: [ShownFunction]
  /// The maps that it uses.
  public let maps: [String]
  /// CO-RE relocations to be made when it is loaded.
  public let coreRelocations: Int
  /// The chain of calls that needs the most stack.
  public let stack: ShownStack?
  /// Why it cannot be linked or decoded.
  public let problem: String?
  /// Its instructions, when they were asked for.
  public let listing: [ShownInstruction]?

  init(_ program: Program, in object: ObjectFile, structure: ProgramStructure, lists: Bool) {
    name = program.name
    section = program.section
    type = program.match?.programType.name
    attachType = program.match?.attachType?.name
    attachTarget = program.match?.target
    isAutoloaded = program.isAutoloaded
    instructions = program.slots.slotCount
    functions = zip(program.subprograms, structure.functions).enumerated().map { index, pair in
      ShownFunction(pair.0, pair.1, isEntry: index == 0)
    }
    var used: Set<Int> = []
    for reference in program.references {
      switch reference.target {
      case .map(let map), .variable(let map, _): used.insert(map)
      case .function, .extern, .unresolved: continue
      }
    }
    maps = used.sorted().filter(object.maps.indices.contains).map { object.maps[$0].name }
    coreRelocations = program.coreRelocations.count
    stack = ShownStack(program, structure)
    problem = program.problem?.description
    listing = lists ? ShownInstruction.all(of: program, in: object, structure) : nil
  }
}

public import KernelFacts
import Analysis
import BPF
import BPFObject

/// What a program asks of its machine, as far as the object tells.
public struct ProgramNeeds: Hashable, Sendable {
  /// The program.
  public let program: String
  /// Its section.
  public let section: String
  /// What the load needs where CAP_SYS_ADMIN is not held; empty for a custom section.
  public let capabilities: [Capability]
  /// The first kernel that has all that it uses; nil when all of it is older than 4.4.
  public let kernel: KernelVersion?
  /// What came with that kernel, such as `helper bpf_ringbuf_output`.
  public let newest: [String]

  /// What a program of an object needs.
  public init(_ linted: LintedProgram, in subject: LintSubject) {
    program = linted.program.name
    section = linted.program.section
    let facts = linted.type.flatMap { type in ProgramTypeFacts.all.first { $0.type == type } }
    capabilities = facts?.requiredCapabilities ?? []
    var features = Features()
    if let match = linted.program.match {
      features.add(match.definition.since ?? facts?.since, "section \(match.definition.name)")
    }
    for call in linted.flow.calls {
      guard let helper = call.helper, let helperFacts = HelperFacts.of(helper), let name = helper.name,
        !linted.isGuarded(call, in: subject)
      else { continue }
      features.add(helperFacts.since, "helper \(name)")
    }
    for map in linted.maps(in: subject) {
      guard let facts = MapTypeFacts.all.first(where: { $0.type == map.type }) else { continue }
      features.add(facts.since, "map type \(facts.name)")
    }
    for instruction in linted.flow.instructions {
      guard let kind = InstructionAge.Kind(instruction) else { continue }
      features.add(kind.since, kind.rawValue)
    }
    if linted.flow.structure.functions.contains(where: { !$0.loops.loops.isEmpty }) {
      features.add(KernelVersion(5, 3), "a loop")
    }
    kernel = features.newest
    newest = features.names
  }

  /// The newest of some features.
  private struct Features {
    var newest: KernelVersion?
    var names: [String] = []

    /// Kernels before this have no BPF worth speaking of: what they have is not told.
    private static let oldest = KernelVersion(4, 4)

    mutating func add(_ since: KernelVersion?, _ name: String) {
      guard let since, since > Self.oldest, since >= newest ?? since else { return }
      if since != newest { names = [] }
      newest = since
      if !names.contains(name) { names.append(name) }
    }
  }
}

extension LintedProgram {
  /// The maps that the program refers to, each once.
  func maps(in subject: LintSubject) -> [MapDefinition] {
    var seen: Set<Int> = []
    for reference in program.references {
      switch reference.target {
      case .map(let map), .variable(let map, _): seen.insert(map)
      case .function, .extern, .unresolved: break
      }
    }
    return seen.sorted().filter(subject.object.maps.indices.contains).map { subject.object.maps[$0] }
  }
}

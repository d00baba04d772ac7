import BPFObject
import BTF
import Glibc
import Jobs
import KernelFacts

/// One load of an object for test runs: its programs and maps, and what must be put back before the next case.
final class TestedObject {
  private let object: ObjectHandle
  /// What is loaded otherwise than it is; nil when nothing is.
  private let rewritten: RewrittenLoads?
  private let programs: [String: ProgramHandle]
  private(set) var maps: [LoadedMap] = []
  /// The struct_ops that programs are members of.
  private let structOps: [String: MapHandle]
  /// The marks that programs leave of what runs of them; none where they were loaded as they are.
  let marks: [ProgramMarks]
  private var rules: [String: TestRunRules] = [:]
  private var stacks: [String: StackPoison?] = [:]
  private var ringsArePoisoned = false
  private(set) var renewals: [MapRenewal] = []
  /// Readers of ring buffers and perf event arrays, by the map's index.
  private var events: [Int: EventBuffer] = [:]
  private var eventProblems: [Int: Int32] = [:]
  /// Keys that the case wrote or deleted, by the map's index.
  private var written: [Int: [[UInt8]]] = [:]
  private var programsRan = false
  /// Set when a case did what cannot be put back.
  private var isSpent = false

  /// Opens and loads.
  /// - Parameters:
  ///   - programs: what is loaded; nothing else is.
  ///   - constants: bytes of read-only variables, which only a load can set.
  ///   - definition: the object as it was read without a kernel; nil when it could not be.
  ///   - rewritten: what is loaded otherwise than it is.
  ///   - standIn: what is loaded in the place of which program; an empty one is the only one that is loaded, and without
  ///     maps. Nil for programs as they are.
  ///   - marking: what loads the programs so that they leave marks; nil for programs as they are.
  ///   - prepareMaps: called with the maps before they are made.
  init(
    _ source: ObjectSource, job: TestJob, programs wanted: Set<String>, constants: [InitialValue],
    definition: ObjectFile?, rewritten: RewrittenLoads? = nil, standIn: (kind: StandIn, program: String)? = nil,
    marking: MarkedPrograms? = nil, prepareMaps: ([MapHandle]) -> Void = { _ in }
  ) throws(Refusal) {
    self.rewritten = rewritten
    var lines: [String] = []
    var code: Int32 = 0
    guard let opened = source.open(&lines, &code) else { throw source.refusal(lines, code) }
    let all = opened.programs
    for program in all {
      program.setAutoload(wanted.contains(program.name))
      // libbpf itself says what is wrong with a program that gets no type.
      if program.type == .unspec, let guess = ContextType(of: program, types: opened.types) {
        _ = program.setType(guess)
      }
    }
    Self.keepStructOps(opened, wanted: wanted)
    var verify = VerifyJob(objectName: job.objectName)
    verify.mapMemoryLimit = job.mapMemoryLimit
    verify.mapOverrides = job.mapOverrides
    verify.initialValues = constants
    let fixups = try ObjectFixups(to: opened, for: verify)
    if standIn?.kind == .empty { for map in opened.maps where map.type != .structOps { map.setCreated(false) } }
    prepareMaps(opened.maps)
    let place = all.first { $0.name == standIn?.program }
    let hook = try place.flatMap { place throws(Refusal) in try standIn?.kind.hook(for: place) }
    let turn = opened.maps.contains { $0.isCreated && PerCPUTurn.isNeeded(for: $0.type) } ? PerCPUTurn() : nil
    var marks: [ProgramMarks] = []
    code = withExtendedLifetime(fixups) {
      LibbpfLines.capture(&lines) {
        if let marking {
          let code: Int32
          (code, marks) = marking.standingIn(for: all.filter { wanted.contains($0.name) }, constants: constants) {
            opened.load()
          }
          return code
        }
        if let hook { return hook.standingIn { opened.load() } }
        guard let rewritten else { return opened.load() }
        return rewritten.standingIn(for: all) { opened.load() }
      }
    }
    self.marks = rewritten?.marks ?? marks
    turn?.end()
    guard code == 0 else { throw RefusalReason(code: code, lines: lines).refusal }
    programs = Dictionary(
      all.filter { wanted.contains($0.name) }.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var structOps: [String: MapHandle] = [:]
    for map in opened.maps where map.type == .structOps && map.isCreated {
      for member in map.members(among: all) { structOps[member.name] = map }
    }
    self.structOps = structOps
    let handles = opened.maps.filter(\.isCreated)
    maps = handles.map(LoadedMap.init)
    object = consume opened
    prepare(definition)
  }

  /// A struct_ops is made where a program of it is wanted, and without its other programs.
  private static func keepStructOps(_ object: borrowing ObjectHandle, wanted: Set<String>) {
    let programs = object.programs
    let others = Set(programs.filter { !wanted.contains($0.name) }.map(\.address))
    for map in object.maps where map.type == .structOps {
      let kept = programs.filter { wanted.contains($0.name) }.map { map.keepMember($0, clearing: others) }
      if !kept.contains(true) { map.setCreated(false) }
    }
  }

  private func prepare(_ definition: ObjectFile?) {
    let hasManagedFields = Self.hasManagedFields(definition?.types)
    for (index, map) in maps.enumerated() {
      var held: [Int: CInt] = [:]
      if map.type == .progArray, let values = definition?.map(named: map.name)?.values {
        for entry in values { held[entry.index] = programs[entry.name]?.descriptor }
      }
      renewals.append(MapRenewal(map, hasManagedFields: hasManagedFields, programs: held))
      guard map.type == .ringbuf || map.type == .perfEventArray else { continue }
      var code: Int32 = 0
      events[index] = EventBuffer(map, &code)
      if events[index] == nil { eventProblems[index] = code }
    }
  }

  private static func hasManagedFields(_ types: TypeTable?) -> Bool {
    guard let types else { return false }
    return MapRenewal.managedTypes.contains { types.type(named: $0) != nil }
      || MapRenewal.managedTags.contains { types.type(named: $0, kind: .typeTag) != nil }
  }

  /// A program that was loaded.
  func program(_ name: String) -> ProgramHandle? { programs[name] }

  /// What stands in the place of a program whose type no kernel test-runs; nil for one that is what it is.
  /// - Throws: why nothing could be put there, mocks among it.
  func host(of program: String) throws(Refusal) -> HostedProgram? {
    if let refusal = rewritten?.refusals[program] { throw refusal }
    return rewritten?.programs[program]
  }

  /// Where mocks keep the calls; nil without any.
  var mockMap: MockMap? { rewritten?.mockMap }

  /// The struct_ops that a program is a member of; nil when it is one of none.
  func structOps(of program: ProgramHandle) -> MapHandle? { structOps[program.name] }

  /// The rules for test runs of a program.
  func rules(for program: ProgramHandle, kernel: KernelVersion?) -> TestRunRules {
    let name = program.name
    if let known = rules[name] { return known }
    let new = TestRunRules(
      type: program.type, attachType: program.attachType, takesPieces: program.section.hasSuffix(".frags"),
      kernel: kernel, pageSize: sysconf(Int32(_SC_PAGESIZE)))
    rules[name] = new
    return new
  }

  /// The index of a map: by its name, or by the section whose variables it holds.
  func map(_ name: String) -> Int? {
    maps.firstIndex { $0.name == name }
      ?? maps.firstIndex { $0.isInternal && $0.name.hasSuffix(name) && !$0.name.hasPrefix(".") }
  }

  /// The reader of a ring buffer or a perf event array; nil when the map has none, with a positive error number when it
  /// should have.
  func events(of map: Int, _ code: inout Int32) -> EventBuffer? {
    code = eventProblems[map] ?? 0
    return events[map]
  }

  /// What poisons the stack of a program before it runs; nil where that cannot be.
  func stackPoison(for program: ProgramHandle) -> StackPoison? {
    let name = program.name
    if let known = stacks[name] { return known }
    let new = StackPoison(for: program)
    stacks[name] = .some(new)
    return new
  }

  /// Fills ring buffers with poison, once a load: what programs write over it they wrote.
  func poisonRings() {
    guard !ringsArePoisoned, !programsRan else { return }
    ringsArePoisoned = true
    for (index, buffer) in events { RingPoison.fill(maps[index]) { buffer.drop() } }
  }

  /// Takes out what stands in ring buffers and perf event arrays.
  func dropEvents() { for buffer in events.values { buffer.drop() } }

  /// What ran of its programs since the last time.
  func takeCoverage(into batch: OutcomeBatch) -> [CoveredProgram] { marks.compactMap { $0.take(into: batch) } }

  // MARK: - What a case does to it

  /// A program is run, and may write what programs can write.
  func noteRun() { programsRan = true }
  /// A case writes or deletes an entry.
  func noteWrite(map: Int, key: [UInt8]) { written[map, default: []].append(key) }
  /// A case does what cannot be put back: it attaches a program, or kills.
  func spend() { isSpent = true }

  /// Makes it what it was right after the load; false when that is not possible, or not certain.
  func renew() -> Bool {
    guard !isSpent else { return false }
    for buffer in events.values where programsRan { buffer.drop() }
    for (index, renewal) in renewals.enumerated() {
      guard renewal.renew(programsRan: programsRan, keys: written[index] ?? []) else { return false }
    }
    programsRan = false
    written = [:]
    return true
  }
}

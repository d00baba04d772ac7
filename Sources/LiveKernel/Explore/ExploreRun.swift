import Analysis
import BPF
import BPFObject
import CLibbpf
import Exploring
import Glibc
public import Jobs
import KernelFacts
import Rewriting

/// Does an `ExploreJob` on the running kernel.
public final class ExploreRun {
  /// Larger hashes are made smaller: looking for what a run left in one takes as long as it has room.
  private static let mostEntries: UInt32 = 1024
  /// Nanoseconds between two figures.
  private static let pace: UInt64 = 200_000_000

  /// Returned values that are news: of a type whose values have names, and of one that returns numbers.
  private static let mostNames = 16
  private static let mostNumbers = 4
  /// Bytes of variables that are looked through for numbers.
  private static let mostVariables = 4096

  private let job: ExploreJob
  private let cases: [TestCase]
  private let values: [UInt8]
  private let bytes: [UInt8]
  private let kernel = KernelVersion(KernelRelease.running.release)
  private let batch = OutcomeBatch()

  /// A run.
  /// - Parameters:
  ///   - object: the object's bytes.
  ///   - values: what the slices in the cases are of.
  public init(_ job: ExploreJob, cases: [TestCase], object: [UInt8], values: [UInt8]) {
    self.job = job
    self.cases = cases
    self.values = values
    bytes = object
  }

  /// Searches; `send` takes the news, and what their slices are of.
  /// - Returns: why it could not be done; nil when it was.
  public func run(_ send: (ExploreNews, [UInt8]) -> Void) -> (verdict: Verdict, reason: Reason)? {
    do throws(Refusal) {
      try explore { news in
        send(news, batch.bytes)
        batch.reset()
      }
      return nil
    } catch {
      return (error.verdict, error.reason)
    }
  }

  private func explore(_ send: (ExploreNews) -> Void) throws(Refusal) {
    let definition = try? ObjectFile(bytes: bytes, name: job.test.objectName)
    var names: Set<String> = [job.program]
    for map in definition?.maps ?? [] where map.type == .progArray { names.formUnion(map.values.map(\.name)) }
    if !job.test.allowsUnbounded,
      let refusal = ProgramRounds(definition, others: names).refusal(of: [job.program])
    {
      throw refusal
    }
    var seeds = ExploreSeeds(cases, program: job.program, values: values)
    var beginning = ExploreBeginning()
    beginning.skipped = seeds.skipped
    guard !seeds.seeds.isEmpty else {
      throw .loader("no case gives program \(job.program) an input that others can be made from")
    }
    let object: TestedObject
    do throws(Refusal) { object = try load(names, seeds, definition, &beginning.notes) } catch {
      // What the kernel says of one of them says more than that the object does not load.
      let refused = TestRun.refusals(of: names, seeds.constants, job.test, bytes)
      throw refused[job.program] ?? refused.sorted { $0.key < $1.key }.first?.value ?? error
    }
    guard let program = object.program(job.program) else {
      throw .loader("the object has no program \(job.program)")
    }
    let rules = object.rules(for: program, kernel: kernel)
    if let obstacle = rules.obstacle { throw Refusal(.skipped, Reason(obstacle.summary, advice: obstacle.advice)) }
    guard let facts = rules.facts else { throw .loader("\(program.type.name) programs are not test-run") }
    if let problem = object.marks.first(where: { $0.program == job.program })?.problem {
      beginning.notes.append("\(job.program): \(problem)")
    }
    let maps = zip(object.maps, object.renewals).map { ExploredMap($0, renewal: $1) }
    let shown = maps.filter { $0.shape != nil }
    seeds.place(shown.map(\.map.name))
    beginning.unrestored = maps.filter { !$0.isRestored }.map(\.map.name)
    let runner = ExploreRunner(
      object, program: program, facts: facts, maps: maps, patches: patches(of: seeds, object))
    let instructions = names.flatMap { definition?.program(named: $0)?.instructions ?? [] }
    let exploration = Exploration(
      runner, shape: shape(facts, shown, seeds), constants: ConstantPool(instructions, others: words(of: object)),
      reachable: object.marks.flatMap(\.goal),
      limits: ExploreLimits(
        plateau: job.plateau, inputs: job.inputs,
        returns: ReturnNames.entries(of: program.type).isEmpty ? Self.mostNumbers : Self.mostNames), seed: job.seed)
    run(exploration, runner, seeds, object, shown, beginning, send)
  }

  // MARK: - Before

  private func load(
    _ names: Set<String>, _ seeds: ExploreSeeds, _ definition: ObjectFile?, _ notes: inout [String]
  ) throws(Refusal) -> TestedObject {
    let source = ObjectSource(bytes: bytes, name: job.test.objectName)
    let marking = try MarkedPrograms(kernel: kernel)
    // The kernel wants maps in maps to be alike.
    let isPlain = !(definition?.maps.contains { $0.type == .arrayOfMaps || $0.type == .hashOfMaps } ?? true)
    var smaller: [String] = []
    let object = try TestedObject(
      source, job: job.test, programs: names, constants: seeds.constants, definition: definition, marking: marking
    ) { maps in
      guard isPlain else { return }
      for map in maps where map.isCreated && !map.isInternal {
        switch map.type {
        case .array where map.flags == 0: _ = map.setFlags(MappedValues.flag)
        case .hash, .lruHash, .percpuHash, .lruPercpuHash:
          let most = max(Self.mostEntries, UInt32(clamping: 2 * seeds.mostEntries(of: map.name)))
          if map.maxEntries > most, map.setMaxEntries(most) == 0 { smaller.append("\(map.name) (\(most))") }
        default: break
        }
      }
    }
    if !smaller.isEmpty {
      notes.append("maps with fewer entries than the object gives them: \(smaller.joined(separator: ", "))")
    }
    return object
  }

  private func shape(_ facts: TestRunFacts, _ maps: [ExploredMap], _ seeds: ExploreSeeds) -> ExploreShape {
    var shape = ExploreShape(
      packetBytes: facts.packetBytes.map { $0.lowerBound...min($0.upperBound, TestRunRules.linearFrame) })
    shape.wantsWholeHeaders = facts.structure == "__sk_buff"
    shape.hasMetadata = facts.type == .xdp
    shape.contextFields = facts.freeContextFields
    shape.contextBytes = facts.freeContextFields.isEmpty ? 0 : facts.contextBytes
    if facts.structure == nil {
      // Arguments, or bytes of the program's own: as many as the cases have.
      let most = seeds.seeds.map(\.input.context.count).max() ?? 0
      shape.contextFields = stride(from: 0, to: most, by: 8).map { $0..<min($0 + 8, most) }
    }
    shape.maps = maps.compactMap(\.shape)
    return shape
  }

  /// The numbers that stand in variables: what the program compares with where its author lets the user set it.
  private func words(of object: TestedObject) -> [UInt64] {
    object.maps.filter(\.isInternal).flatMap { map -> [UInt64] in
      var code: Int32 = 0
      let bytes = (map.value(LoadedMap.index(0), &code) ?? []).prefix(Self.mostVariables)
      return stride(from: 0, to: bytes.count - 3, by: 4).map { place in
        bytes[place..<place + 4].reversed().reduce(0) { $0 << 8 | UInt64($1) }
      }
    }
  }

  private func patches(of seeds: ExploreSeeds, _ object: TestedObject) -> [Int: [ExploreRunner.Patch]] {
    var patches: [Int: [ExploreRunner.Patch]] = [:]
    for seed in seeds.seeds where !seed.globals.isEmpty {
      patches[seed.input.origin] = seed.globals.compactMap { global in
        object.map(global.section).map { .init(map: $0, offset: global.offset, bytes: global.bytes) }
      }
    }
    return patches
  }

  // MARK: - The search

  private func run(
    _ exploration: Exploration<ExploreRunner>, _ runner: ExploreRunner, _ seeds: ExploreSeeds, _ object: TestedObject,
    _ maps: [ExploredMap], _ beginning: ExploreBeginning, _ send: (ExploreNews) -> Void
  ) {
    var beginning = beginning
    var passed = [UInt8](repeating: 0, count: runner.markCount)
    var returned: Set<UInt32> = []
    for seed in seeds.seeds {
      guard let (value, marks) = exploration.begin(with: seed.input) else {
        beginning.skipped[seed.number] = "the kernel does not take its input"
        continue
      }
      returned.insert(value)
      for (index, mark) in marks.enumerated() where mark != 0 { passed[index] = 1 }
    }
    beginning.returned = returned.sorted()
    beginning.coverage = covered(passed, object)
    send(.begun(beginning))
    let start = ExploreRunner.now
    let processor = Self.processorTime
    var spoken = start
    let earlier = (inputs: exploration.inputs, restoring: runner.restoringTime, restorations: runner.restorations)
    func figures() -> ExploreFigures {
      var figures = ExploreFigures()
      figures.inputs = exploration.inputs - earlier.inputs
      figures.refused = exploration.refused
      figures.unrepeated = exploration.unrepeated
      figures.taken = exploration.taken
      figures.goal = exploration.goal
      figures.seconds = Double(ExploreRunner.now - start) / 1e9
      figures.restoringSeconds = Double(runner.restoringTime - earlier.restoring) / 1e9
      figures.restorations = runner.restorations - earlier.restorations
      figures.processorSeconds = Self.processorTime - processor
      return figures
    }
    let end = exploration.run {
      let now = ExploreRunner.now
      if now - spoken >= Self.pace {
        spoken = now
        send(.figures(figures()))
      }
      return Double(now - start) / 1e9 >= job.seconds
    } found: { find in
      send(.found(told(find, seeds, object, maps)))
    }
    send(.ended(ExploreNews.Ending(rawValue: end.rawValue) ?? .time, figures()))
  }

  private func told(
    _ find: Exploration<ExploreRunner>.Find, _ seeds: ExploreSeeds, _ object: TestedObject, _ maps: [ExploredMap]
  ) -> ExploreFind {
    var told = ExploreFind(
      origin: seeds.seeds[find.input.origin].number, returned: find.returned, isNewReturn: find.isNewReturn)
    told.packet = find.input.packet.isEmpty ? nil : find.input.packet
    told.context = find.input.context.isEmpty ? nil : find.input.context
    told.entries = find.input.entries.map { entry in
      ExploreFind.Entry(map: maps[entry.map].map.name, key: entry.key, value: entry.value)
    }
    told.coverage = covered(find.marks, object)
    return told
  }

  private func covered(_ marks: [UInt8], _ object: TestedObject) -> [CoveredProgram] {
    var place = 0
    return object.marks.compactMap { own in
      let count = own.marks?.sites.count ?? 0
      defer { place += count }
      return own.covered(Array(marks[place..<place + count]), into: batch)
    }
  }

  /// Seconds of processor time that this process has had.
  private static var processorTime: Double {
    var usage = rusage()
    unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    return seconds(usage.ru_utime) + seconds(usage.ru_stime)
  }
}

import Glibc
import Jobs
import KernelFacts

/// One case on one load of its object: its steps in order, until one cannot be done.
struct CaseRun {
  /// Why a step could not be done.
  struct Failure: Error {
    var refusal: Refusal
    var isInput = false

    static func input(_ summary: String, advice: String? = nil, errno: Int32? = nil) -> Failure {
      Failure(refusal: .loader(summary, advice: advice, errno: errno), isInput: true)
    }
  }

  /// The most that a batch of outcomes holds: 16 MiB of it can be one map's.
  private static let mostBytes = 64 << 20

  let test: TestCase
  let object: TestedObject
  let values: [UInt8]
  let batch: OutcomeBatch
  let kernel: KernelVersion?
  let live: LiveCase
  /// What stands in bytes of contexts that nothing defines.
  var poison = TestInput.poison

  /// Runs the case.
  func run(room: inout [UInt8], _ outcome: inout CaseOutcome) {
    var step: Int?
    do throws(Failure) {
      try putVariables()
      try resetMocks()
      var last: TestCall.Result?
      for (index, next) in test.steps.enumerated() {
        step = index
        outcome.steps.append(try perform(next, after: &last, room: &room, &outcome.notes))
      }
    } catch {
      outcome.failure = CaseFailure(
        verdict: error.refusal.verdict, reason: error.refusal.reason, isInput: error.isInput,
        needsMachine: error.refusal.needsMachine, step: step)
    }
  }

  private func perform(
    _ step: TestStep, after last: inout TestCall.Result?, room: inout [UInt8], _ notes: inout [String]
  ) throws(Failure) -> StepOutcome {
    switch step {
    case .put(let write):
      try put(write)
      return .done
    case .delete(let map, let key):
      try delete(map, key)
      return .done
    case .run(let input):
      if let hosting = input.hosting { return .ran(try run(input, on: hosting)) }
      do throws(Refusal) { _ = try object.host(of: input.program) } catch { throw Failure(refusal: error) }
      return .ran(try run(input, after: &last, room: &room))
    case .read(let map, let limit): return try read(map, limit)
    case .look(let map, let keys): return try look(map, keys)
    case .drain(let map): return try drain(map, &notes)
    case .globals(let section): return .globals(try globals(section))
    case .calls(let mock): return .calls(try calls(of: mock))
    case .attach(let program):
      guard let handle = object.program(program) else { throw .input("the object has no program \(program)") }
      object.spend()
      try live.attach(handle, in: object)
      return .done
    case .drive(let drive):
      let (status, output) = try live.drive(drive)
      return .driven(status: status, output: output)
    }
  }

  private func resetMocks() throws(Failure) {
    do throws(Refusal) { try object.mockMap?.reset() } catch { throw Failure(refusal: error) }
  }

  private func calls(of mock: Int) throws(Failure) -> RecordedCalls {
    guard let map = object.mockMap, test.mocks.indices.contains(mock) else {
      throw .input("the case has no mock \(mock)")
    }
    do throws(Refusal) {
      return try map.calls(of: mock, arguments: test.mocks[mock].arguments)
    } catch {
      throw Failure(refusal: error)
    }
  }

  func bytes(_ slice: ByteSlice) throws(Failure) -> [UInt8] {
    guard let bytes = slice.bytes(of: values) else { throw .input("the job came without the bytes of the case") }
    return bytes
  }

  private func map(_ name: String) throws(Failure) -> (index: Int, map: LoadedMap) {
    guard let index = object.map(name) else {
      let names = object.maps.filter { !$0.isInternal }.map(\.name).joined(separator: ", ")
      throw .input(
        "the object has no map \(name)", advice: names.isEmpty ? "The object has no maps." : "Its maps are: \(names).")
    }
    return (index, object.maps[index])
  }
}

// MARK: - Running

extension CaseRun {
  /// What a run is made of: the program, what its type takes, and the input, which the type's rules allow.
  func call(
    for step: TestInput, after last: TestCall.Result?
  ) throws(Failure) -> (call: TestCall, input: TestRunInput) {
    guard let program = object.program(step.program) else {
      throw .input("the object has no program \(step.program)")
    }
    let rules = object.rules(for: program, kernel: kernel)
    if let obstacle = rules.obstacle { throw Self.failure(obstacle) }
    var packet: [UInt8]? = if let slice = step.packet { try bytes(slice) } else { nil }
    var context: [UInt8]? = if let slice = step.context { try bytes(slice) } else { nil }
    if let chain = step.follows, let last {
      packet = last.packet
      context = last.context
      if chain == .behindReturn {
        let status = unsafe withUnsafeBytes(of: last.returned.littleEndian) { unsafe Array($0) }
        packet = packet.map { status + $0 }
        // The kernel says in it how long the packet was, and takes no longer one with it.
        if let count = context?.count, count >= Self.wireLength.upperBound {
          context?.replaceSubrange(Self.wireLength, with: [0, 0, 0, 0])
        }
      }
    }
    let input = TestRunInput(
      packet: packet, context: context, repetitions: step.repetitions, cpu: step.cpu, liveFrames: step.liveFrames)
    if let problem = rules.problem(with: input) { throw Self.failure(problem) }
    guard let facts = rules.facts else { throw .input("\(program.type.name) programs are not test-run") }
    return (TestCall(program: program, facts: facts), input)
  }

  private func run(
    _ step: TestInput, after last: inout TestCall.Result?, room: inout [UInt8]
  ) throws(Failure) -> RunOutcome {
    var (call, input) = try call(for: step, after: last)
    let program = call.program
    if step.poisons {
      object.poisonRings()
      call.poison = object.stackPoison(for: program)
    }
    if input.liveFrames, !live.hasOwnNetwork {
      throw Failure(
        refusal: Refusal(
          .environment,
          Reason(
            "live frames leave, so they are only run in a network namespace of their own, which this process may not make",
            advice: "Run with CAP_SYS_ADMIN, or in a virtual machine.")))
    }
    object.noteRun()
    var code: Int32 = 0
    guard
      let result = call.run(
        input, wantsPacket: step.wantsPacket, wantsContext: step.wantsContext, room: &room, &code)
    else {
      if code == EINTR { throw Failure(refusal: Self.interrupted) }
      let (refusal, isInput) = CallRefusal(type: program.type, code: code, input: input).refusal
      throw Failure(refusal: refusal, isInput: isInput)
    }
    last = result
    return RunOutcome(
      returned: result.returned, packet: result.packet.map { batch.keep($0) },
      context: result.context.map { batch.keep($0) }, nanoseconds: result.nanoseconds)
  }

  /// `wire_len` of `struct __sk_buff` (include/uapi/linux/bpf.h).
  private static let wireLength = 160..<164

  /// A signal came between two repetitions: the maps hold what the first of them did.
  static let interrupted = Refusal(
    .environment, Reason("a signal ended the repetitions of a test run before the last", errno: EINTR))

  private static func failure(_ problem: TestRunProblem) -> Failure {
    switch problem.kind {
    case .type: Failure(refusal: Refusal(.skipped, Reason(problem.summary, advice: problem.advice)))
    case .input: .input(problem.summary, advice: problem.advice)
    }
  }
}

// MARK: - Maps

extension CaseRun {
  private func put(_ write: MapWrite) throws(Failure) {
    let (index, map) = try map(write.map)
    let key: [UInt8] = if let slice = write.key { try bytes(slice) } else { [] }
    try check(key, of: map)
    let value = try value(write.value, of: map)
    object.noteWrite(map: index, key: key)
    let code = map.put(key, value)
    guard code == 0 else { throw refused(code, map, key) }
  }

  private func check(_ key: [UInt8], of map: LoadedMap) throws(Failure) {
    let wanted = map.isKeyless ? 0 : map.keySize
    guard key.count == wanted else {
      throw .input(
        map.isKeyless
          ? "map \(map.name) is of type \(map.type.name): its entries have no keys"
          : "a key of map \(map.name) has \(wanted) bytes; \(key.count) are given")
    }
  }

  private func value(_ value: MapWrite.Value, of map: LoadedMap) throws(Failure) -> [UInt8] {
    switch value {
    case .program(let name):
      guard map.type == .progArray else {
        throw .input("map \(map.name) holds no programs: its type is \(map.type.name)")
      }
      guard let program = object.program(name) else { throw .input("the object has no program \(name)") }
      return unsafe withUnsafeBytes(of: program.descriptor) { unsafe Array($0) }
    case .map(let name):
      guard map.type == .arrayOfMaps || map.type == .hashOfMaps else {
        throw .input("map \(map.name) holds no maps: its type is \(map.type.name)")
      }
      return try unsafe withUnsafeBytes(of: self.map(name).map.descriptor) { unsafe Array($0) }
    case .bytes(let slice):
      let bytes = try checked(try bytes(slice), of: map)
      guard map.isPerCPU else { return bytes }
      let padded = bytes + [UInt8](repeating: 0, count: map.processorStride - bytes.count)
      return Array(repeatElement(padded, count: LoadedMap.possibleCPUs).joined())
    case .processors(let processors):
      guard map.isPerCPU else {
        throw .input("map \(map.name) has one value for all processors: its type is \(map.type.name)")
      }
      var all = [UInt8](repeating: 0, count: map.storedSize)
      for processor in processors {
        guard processor.number >= 0, processor.number < LoadedMap.possibleCPUs else {
          throw .input(
            "there is no processor \(processor.number): this machine may have \(LoadedMap.possibleCPUs), counted from 0"
          )
        }
        let bytes = try checked(try bytes(processor.bytes), of: map)
        let start = processor.number * map.processorStride
        all.replaceSubrange(start..<start + bytes.count, with: bytes)
      }
      return all
    }
  }

  private func checked(_ bytes: [UInt8], of map: LoadedMap) throws(Failure) -> [UInt8] {
    switch map.type {
    case .progArray: throw .input("map \(map.name) holds programs: name one of the object")
    case .arrayOfMaps, .hashOfMaps: throw .input("map \(map.name) holds maps: name one of the object")
    case .sockmap, .sockhash, .reuseportSockarray, .xskmap:
      throw .input("map \(map.name) holds sockets, which only a live case has")
    case .ringbuf, .perfEventArray, .userRingbuf: throw .input("map \(map.name) holds events: only programs write them")
    default: break
    }
    guard bytes.count == map.valueSize else {
      throw .input("a value of map \(map.name) has \(map.valueSize) bytes; \(bytes.count) are given")
    }
    return bytes
  }

  /// What the kernel's answer to a write means.
  private func refused(_ code: Int32, _ map: LoadedMap, _ key: [UInt8]) -> Failure {
    switch code {
    case E2BIG where map.isArray:
      .input("map \(map.name) has \(map.maxEntries) entries: its last index is \(map.maxEntries - 1)", errno: code)
    case E2BIG, ENOSPC: .input("map \(map.name) is full: it has \(map.maxEntries) entries at most", errno: code)
    case EPERM where map.flags & 1 << 3 != 0 || map.isInternal:
      .input("map \(map.name) cannot be written: it is read-only", errno: code)
    case EPERM, EACCES:
      Failure(
        refusal: Refusal(
          .environment,
          Reason("this process may not write map \(map.name): \(ErrorNumber(code).text)", errno: code)))
    case ENOMEM:
      Failure(refusal: Refusal(.environment, Reason("no memory for an entry of map \(map.name)", errno: code)))
    case EINVAL where map.type == .progArray:
      .input("map \(map.name) takes programs of one type: this one is of another", errno: code)
    case EINVAL where map.type == .arrayOfMaps || map.type == .hashOfMaps:
      .input("map \(map.name) takes maps of the shape that its declaration gives", errno: code)
    case EINVAL where map.type == .lpmTrie:
      .input(
        "the prefix length of a key of map \(map.name) is longer than its \(8 * (map.keySize - 4)) bits", errno: code)
    default:
      .input(
        "the kernel takes no such entry for map \(map.name), of type \(map.type.name): \(ErrorNumber(code).text)",
        errno: code
      )
    }
  }

  private func delete(_ name: String, _ slice: ByteSlice) throws(Failure) {
    let (index, map) = try map(name)
    let key = try bytes(slice)
    try check(key, of: map)
    guard !map.isArray || map.type == .progArray else {
      throw .input(
        "entries of map \(map.name), of type \(map.type.name), cannot be deleted", advice: "Write 0 instead.")
    }
    object.noteWrite(map: index, key: key)
    let code = map.delete(key)
    guard code == 0 || code == ENOENT else { throw refused(code, map, key) }
  }

  private func read(_ name: String, _ limit: Int) throws(Failure) -> StepOutcome {
    let (index, map) = try map(name)
    switch map.type {
    case .ringbuf, .perfEventArray, .userRingbuf, .bloomFilter, .arena:
      throw .input("map \(map.name), of type \(map.type.name), has no entries that can be read")
    default: break
    }
    if map.isKeyless { object.noteWrite(map: index, key: []) }
    guard batch.bytes.count < Self.mostBytes else {
      throw .input("the case reads more than \(Self.mostBytes >> 20) MiB", advice: "Read fewer entries at once.")
    }
    let (entries, isWhole) = map.entries(most: max(limit, 0))
    return .entries(entries.map { entry(map, $0.key, $0.value) }, isWhole: isWhole)
  }

  private func look(_ name: String, _ keys: [ByteSlice]) throws(Failure) -> StepOutcome {
    let (_, map) = try map(name)
    var found: [MapEntry] = []
    for slice in keys {
      let key = try bytes(slice)
      try check(key, of: map)
      var code: Int32 = 0
      if let value = map.value(key, &code) {
        found.append(entry(map, key, value))
      } else if code != ENOENT {
        throw .input(
          "an entry of map \(map.name), of type \(map.type.name), cannot be read: \(ErrorNumber(code).text)",
          errno: code)
      }
    }
    return .entries(found, isWhole: true)
  }

  private func entry(_ map: LoadedMap, _ key: [UInt8], _ value: [UInt8]) -> MapEntry {
    MapEntry(key: batch.keep(key), values: map.processorValues(value).map { batch.keep($0) })
  }
}

// MARK: - Events and variables

extension CaseRun {
  private func drain(_ name: String, _ notes: inout [String]) throws(Failure) -> StepOutcome {
    let (index, map) = try map(name)
    var code: Int32 = 0
    guard let buffer = object.events(of: index, &code) else {
      guard code != 0 else { throw .input("map \(map.name), of type \(map.type.name), holds no events") }
      throw Failure(
        refusal: Refusal(
          .environment,
          Reason("the events of map \(map.name) cannot be read: \(ErrorNumber(code).text)", errno: code)))
    }
    let (records, missing) = buffer.drain()
    if missing > 0 { notes.append("\(missing) more events of map \(map.name) were lost") }
    return .events(records.map { TestEvent(cpu: $0.cpu, bytes: batch.keep($0.bytes), lost: $0.lost) })
  }

  private func globals(_ section: String) throws(Failure) -> ByteSlice {
    let (_, map) = try variables(section)
    var code: Int32 = 0
    guard let value = map.value(LoadedMap.index(0), &code) else {
      throw .input("the variables of section \(section) cannot be read: \(ErrorNumber(code).text)", errno: code)
    }
    return batch.keep(value)
  }

  private func variables(_ section: String) throws(Failure) -> (index: Int, map: LoadedMap) {
    guard let index = object.map(section), object.maps[index].isInternal else {
      throw .input("the object has no section \(section) with variables")
    }
    return (index, object.maps[index])
  }

  /// Puts the case's values into variables that programs may change; those that they may not were set by the load.
  private func putVariables() throws(Failure) {
    for global in test.globals where !global.isConstant {
      let (index, map) = try variables(global.section)
      var code: Int32 = 0
      let bytes = try bytes(global.bytes)
      guard var value = map.value(LoadedMap.index(0), &code), global.offset >= 0,
        global.offset <= value.count - bytes.count
      else { throw .input("a value lies outside of section \(global.section)") }
      value.replaceSubrange(global.offset..<global.offset + bytes.count, with: bytes)
      object.noteWrite(map: index, key: LoadedMap.index(0))
      code = map.put(LoadedMap.index(0), value)
      guard code == 0 else { throw refused(code, map, []) }
    }
  }
}

extension TestGlobal {
  /// Whether only a load can set it.
  var isConstant: Bool { section.hasPrefix(".rodata") }
}

import Bundles
import BPF
import CCapture
import Glibc
import KernelFacts

/// Turns the calls of a command into what a bundle holds.
struct Recorder {
  private struct DescriptorKey: Hashable {
    var process: Int32
    var descriptor: Int32
  }

  /// What was seen.
  private(set) var captured = Captured()
  let events: EventNames
  var kernelTypes = KernelTypes()
  private var mapPlaces: [UInt32: Int] = [:]
  private var typePlaces: [UInt32: Int] = [:]
  private var programPlaces: [UInt32: Int] = [:]
  private var perfEvents: [DescriptorKey: PerfEvent] = [:]
  private var refusedTracers: Set<String> = []

  init(events: EventNames = EventNames()) { self.events = events }

  /// Takes a call that the kernel has done.
  mutating func take(_ call: FollowedCall, result: Int64, by thread: TracedThread) {
    let error = result < 0 ? BundleError(Int32(truncatingIfNeeded: -result)) : nil
    let descriptor = Int32(truncatingIfNeeded: result)
    switch call {
    case .mapCreate(let attributes): takeMap(attributes, descriptor, error, thread)
    case .typesLoad(let bytes): _ = captured.addTypes(bytes, error: error)
    case .programLoad(let attributes): takeProgram(attributes, descriptor, error, thread)
    case .perfEventOpen(let fields):
      guard error == nil else { return }
      perfEvents[DescriptorKey(process: thread.process.id, descriptor: descriptor)] = PerfEvent(
        fields, events: events
      ) { thread.string($0) }
    case .setProgram(let event, let program):
      attach(program, of: thread, BundleAttachment(.perfEvent, target: perfEvent(event, thread), error: error))
    case .attachment(let program, let attachment, let event):
      var attachment = attachment
      if let event { attachment.target = perfEvent(event, thread) ?? attachment.target }
      attachment.error = error
      attach(program, of: thread, attachment)
    case .trace:
      // A process that is traced cannot be traced by another.
      guard error?.code == EPERM, refusedTracers.insert(thread.process.name).inserted else { return }
      captured.notes.append(
        "\(thread.process.name) wanted to trace a process with ptrace, which a captured one cannot: it was refused")
    }
  }

  // MARK: Maps and types

  private mutating func takeMap(
    _ attributes: MapAttributes, _ descriptor: Int32, _ error: BundleError?, _ thread: TracedThread
  ) {
    let isOfMaps = MapType(rawValue: attributes.record.typeNumber).facts?.traits.contains(.holdsMaps) == true
    let inner = isOfMaps ? place(ofMap: attributes.inner, of: thread) : nil
    if error == nil, let place = place(ofMap: descriptor, of: thread) {
      captured.maps[place].inner = inner
      return
    }
    var record = attributes.record
    record.error = error
    record.inner = inner
    // libbpf asks again without BTF, and asks what the kernel can: the same refusal says nothing new.
    if !captured.maps.contains(record) { captured.maps.append(record) }
  }

  /// The place of the map behind a descriptor; nil where there is none.
  private mutating func place(ofMap descriptor: Int32, of thread: TracedThread) -> Int? {
    guard let taken = TakenDescriptor(descriptor, of: thread.process.id), let info = KernelObjects.map(taken.raw)
    else { return nil }
    if let known = mapPlaces[info.id] { return known }
    var record = info.record
    if info.types != 0 { record.types = place(ofTypes: info.types) }
    captured.maps.append(record)
    mapPlaces[info.id] = captured.maps.count - 1
    return captured.maps.count - 1
  }

  private mutating func place(ofTypes id: UInt32) -> Int? {
    if let known = typePlaces[id] { return known }
    guard let bytes = KernelObjects.types(id: id) else { return nil }
    let place = captured.addTypes(bytes)
    typePlaces[id] = place
    return place
  }

  /// Keeps the global variables that a map holds as the program will find them.
  private mutating func keepContents(of place: Int, _ descriptor: Int32, _ thread: TracedThread) {
    let map = captured.maps[place]
    guard captured.contents[place] == nil, MapType(rawValue: map.typeNumber) == .array, map.maxEntries == 1,
      map.valueSize <= Captured.mostData, let taken = TakenDescriptor(descriptor, of: thread.process.id),
      let bytes = KernelObjects.firstValue(of: taken.raw, size: Int(map.valueSize))
    else { return }
    captured.contents[place] = bytes
    captured.maps[place].contents = bytes.count
  }

  // MARK: Programs

  private mutating func takeProgram(
    _ attributes: LoadAttributes, _ descriptor: Int32, _ error: BundleError?, _ thread: TracedThread
  ) {
    // Every loader asks again: a signal was pending.
    guard error?.code != EAGAIN else { return }
    let code = thread.read(attributes.instructions, count: attributes.count * 8)
    let license = thread.text(attributes.license, limit: 128)
    var program = CapturedProgram(
      record: record(attributes, license, thread, slots: code.count / 8), code: CodeWord.words(code))
    program.record.error = error
    let array = descriptorArray(attributes, program.code, thread)
    resolveMaps(&program, array, thread)
    addTypes(&program, attributes, thread)
    addTarget(&program, attributes)
    program.loaderLog = loaderLog(attributes, thread)
    if let place = earlier(program) {
      captured.programs[place].record.loads += 1
      captured.programs[place].record.error = error
      if !program.loaderLog.isEmpty { captured.programs[place].loaderLog = program.loaderLog }
      name(place, descriptor, error, thread)
      return
    }
    let reload = ProgramReload(
      attributes: attributes, thread: thread, code: code, license: license, array: array
    ).run()
    program.log = reload.log
    program.record.reloadError = reload.error
    program.record.number = captured.programs.count + 1
    if program.record.name.isEmpty { program.record.name = "program_\(program.record.number)" }
    captured.programs.append(program)
    name(captured.programs.count - 1, descriptor, error, thread)
  }

  /// The place of the load before, where it was refused and this is the same: loaders try again for the log, or with a
  /// higher limit of locked memory.
  private func earlier(_ program: CapturedProgram) -> Int? {
    guard let last = captured.programs.last, last.record.error != nil, last.code == program.code,
      last.lines == program.lines, last.functions == program.functions,
      last.record.typeNumber == program.record.typeNumber, last.record.loadName == program.record.loadName,
      last.record.license == program.record.license, last.record.flags == program.record.flags,
      last.record.expectedAttachType == program.record.expectedAttachType,
      last.record.process == program.record.process
    else { return nil }
    return captured.programs.count - 1
  }

  /// Learns what the kernel calls a program that it took.
  private mutating func name(_ place: Int, _ descriptor: Int32, _ error: BundleError?, _ thread: TracedThread) {
    guard error == nil, let taken = TakenDescriptor(descriptor, of: thread.process.id),
      let (id, tag) = KernelObjects.program(taken.raw)
    else { return }
    captured.programs[place].record.id = id
    captured.programs[place].record.tag = tag
    programPlaces[id] = place
  }

  private func record(
    _ attributes: LoadAttributes, _ license: [UInt8], _ thread: TracedThread, slots: Int
  ) -> BundleProgram {
    let type = ProgramType(rawValue: attributes.type)
    return BundleProgram(
      number: 0, name: attributes.name, type: type.name, typeNumber: type.rawValue,
      expectedAttachType: attributes.expectedAttachType, flags: attributes.flags & ~(1 << 16),
      license: String(decoding: license, as: UTF8.self), instructions: slots, process: thread.process)
  }

  /// The descriptors that instructions name by their place; how many there are is said by newer loaders only.
  private func descriptorArray(_ attributes: LoadAttributes, _ code: [UInt64], _ thread: TracedThread) -> [Int32] {
    guard attributes.descriptors != 0 else { return [] }
    var count = attributes.descriptorCount
    for slot in CodeWord.starts(code) {
      let word = CodeWord(code[slot])
      if word.pseudo == .mapIndex || word.pseudo == .mapIndexValue { count = max(count, Int(word.immediate) + 1) }
      if word.isKernelCall { count = max(count, Int(word.offset) + 1) }
    }
    let fields = Fields(thread.read(attributes.descriptors, count: min(count, LoadAttributes.mostRecords) * 4))
    return (0..<(fields.bytes.count / 4)).map { fields.descriptor($0 * 4) }
  }

  /// Puts the places of maps where the code has descriptors.
  private mutating func resolveMaps(_ program: inout CapturedProgram, _ array: [Int32], _ thread: TracedThread) {
    var known: [Int32: Int?] = [:]
    for slot in CodeWord.starts(program.code) {
      var word = CodeWord(program.code[slot])
      if word.isKernelCall, word.offset != 0 {
        program.obstacle = "it calls a function of a kernel module, by numbers that hold for this boot only"
      }
      guard let pseudo = word.pseudo else { continue }
      let descriptor: Int32
      switch pseudo {
      case .mapDescriptor, .mapValue: descriptor = word.immediate
      case .mapIndex, .mapIndexValue:
        descriptor = array.indices.contains(Int(word.immediate)) ? array[Int(word.immediate)] : -1
      case .btfID:
        if slot + 1 < program.code.count, CodeWord(program.code[slot + 1]).immediate != 0 {
          program.obstacle = "it reads a variable of a kernel module, by numbers that hold for this boot only"
        }
        continue
      default: continue
      }
      let place = known[descriptor] ?? place(ofMap: descriptor, of: thread)
      known[descriptor] = place
      guard let place else {
        program.obstacle = "the instruction at \(slot) refers to descriptor \(descriptor), which is no map"
        continue
      }
      let isValue = pseudo == .mapValue || pseudo == .mapIndexValue
      if isValue { keepContents(of: place, descriptor, thread) }
      word.source = (isValue ? PseudoNumber.value : .descriptor).rawValue
      word.immediate = Int32(place)
      program.code[slot] = word.rawValue
      if !program.record.maps.contains(place) { program.record.maps.append(place) }
    }
  }

  /// `BPF_PSEUDO_MAP_FD` and `BPF_PSEUDO_MAP_VALUE`.
  private enum PseudoNumber: UInt8 {
    case descriptor = 1
    case value = 2
  }

  /// Functions, lines, and the name that BTF has for the program, of which the load has 15 bytes.
  private mutating func addTypes(
    _ program: inout CapturedProgram, _ attributes: LoadAttributes, _ thread: TracedThread
  ) {
    guard attributes.types > 0, let taken = TakenDescriptor(attributes.types, of: thread.process.id),
      let bytes = KernelObjects.types(taken.raw)
    else { return }
    let place = captured.addTypes(bytes)
    program.record.types = place
    let size = max(attributes.functionSize, 8)
    let functions = Fields(thread.read(attributes.functions, count: attributes.functionCount * min(size, 64)))
    for offset in stride(from: 0, to: functions.bytes.count - 7, by: size) {
      program.functions.append(.init(slot: Int(functions.word(offset)), type: functions.word(offset + 4)))
    }
    let lineSize = max(attributes.lineSize, 16)
    let lines = Fields(thread.read(attributes.lines, count: attributes.lineCount * min(lineSize, 64)))
    for offset in stride(from: 0, to: lines.bytes.count - 15, by: lineSize) {
      program.lines.append(
        .init(
          slot: Int(lines.word(offset)), file: lines.word(offset + 4), text: lines.word(offset + 8),
          place: lines.word(offset + 12)))
    }
    program.record.lines = program.lines.count
    if let name = FunctionName.main(of: program, types: bytes) { program.record.name = name }
  }

  private mutating func addTarget(_ program: inout CapturedProgram, _ attributes: LoadAttributes) {
    guard attributes.attachType != 0 else { return }
    switch ProgramType(rawValue: attributes.type) {
    case .structOps: program.obstacle = "it is a function of a struct_ops map, which is not made again"
    case .ext: program.obstacle = "it replaces a function of another program, which is not in its object"
    default:
      if attributes.target > 0 {
        program.obstacle = "its target is another program or a kernel module, named by a number of this boot"
      } else {
        program.record.attachTarget = kernelTypes.name(of: attributes.attachType)
      }
    }
  }

  private func loaderLog(_ attributes: LoadAttributes, _ thread: TracedThread) -> [UInt8] {
    guard attributes.logLevel != 0, attributes.log != 0 else { return [] }
    return thread.text(attributes.log, limit: min(attributes.logSize, 256 << 20))
  }

  // MARK: Attaching

  private func perfEvent(_ descriptor: Int32, _ thread: TracedThread) -> String? {
    let key = DescriptorKey(process: thread.process.id, descriptor: descriptor)
    return perfEvents[key]?.target
  }

  private mutating func attach(_ descriptor: Int32, of thread: TracedThread, _ attachment: BundleAttachment) {
    guard let taken = TakenDescriptor(descriptor, of: thread.process.id),
      let (id, _) = KernelObjects.program(taken.raw), let place = programPlaces[id]
    else { return }
    // One program on every processor, or run a thousand times, is said once.
    if !captured.programs[place].record.attachments.contains(attachment) {
      captured.programs[place].record.attachments.append(attachment)
    }
  }
}

public import BPFObject
import BTF
import Findings
public import Jobs
public import KernelFacts
public import Placed

/// The context that a file gives a program of a type that no kernel test-runs: registers, a tracepoint's record, or the
/// arguments of the function that it is attached to; and the memory that its pointers lead to.
public struct TracingFixture: Sendable {
  /// The context's bytes.
  public private(set) var context: [UInt8] = []
  /// A byte of bits for each of the context's: those that nothing defines.
  public private(set) var undefined: [UInt8] = []
  /// What pointers lead to.
  public private(set) var memory: FixtureMemory
  /// The arguments that point to structs.
  public private(set) var casts: [TestCast] = []
  /// The id of `bpf_rdonly_cast` in the kernel's types; nil where it has none.
  public private(set) var castFunction: UInt32?

  /// More no record has: the kernel's buffer for one is 8 KiB (`PERF_MAX_TRACE_SIZE`).
  private static let mostBytes = 8192

  /// Reads what a step says of a program's context; nil, and problems, when it does not fit.
  public init?(
    _ step: StepForm, of program: Program, _ kind: HostedContext, in place: TracingPlace,
    _ problems: inout PlacedProblems
  ) {
    let before = problems.all.count
    memory = FixtureMemory(types: place.kernelTypes ?? place.object.types)
    Self.check(step, program, kind, &problems)
    if let objects = step.objects { memory.add(objects: objects, &problems) }
    switch kind {
    case .registers: addRegisters(step, program, place, &problems)
    case .sample:
      addRegisters(step, program, place, &problems)
      addSample(step, &problems)
    case .record: addRecord(step, program, place, &problems)
    case .arguments: addArguments(step, program, place, &problems)
    }
    guard problems.all.count == before else { return nil }
  }

  /// The memory as it travels; `keep` takes its bytes.
  public func packed(_ keep: ([UInt8]) -> ByteSlice) -> TestMemory {
    var packed = TestMemory()
    if !memory.kernel.isEmpty { packed.kernel = keep(memory.kernel) }
    if !memory.user.isEmpty { packed.user = keep(memory.user) }
    packed.links = memory.links
    return packed
  }

  /// Keys that say nothing of such a context.
  private static func check(
    _ step: StepForm, _ program: Program, _ kind: HostedContext, _ problems: inout PlacedProblems
  ) {
    let type = program.match?.programType.name ?? "this"
    let (taken, example): (Set<TestStepKey>, String) =
      switch kind {
      case .registers: ([.registers], "regs: {arg1: 5}")
      case .sample: ([.registers, .context], "regs: {ip: 0x1000}, context: {sample_period: 1}")
      case .record: ([.context], "context, by the names of the tracepoint's fields")
      case .arguments: ([.arguments], "args, by the names of the function's parameters")
      }
    for (key, node) in [
      (TestStepKey.packet, step.packet), (.context, step.context), (.arguments, step.arguments),
      (.registers, step.registers),
    ] {
      guard let node, !taken.contains(key) else { continue }
      problems.add("programs of type \(type) have no '\(key.rawValue)'", at: node.span, hint: "write \(example)")
    }
  }

  private static let word = ScalarShape(width: 64, isSigned: false, declaration: "a register")

  /// The number, or the pointer, that 8 bytes hold.
  private mutating func put(
    _ node: PlacedNode, at offset: Int, _ shape: ScalarShape, _ problems: inout PlacedProblems
  ) {
    switch memory.form(of: node, &problems) {
    case .broken: return
    case .address(let target):
      memory.link(FixtureMemory.Address(space: .context, offset: offset), to: target)
      set(0, at: offset)
    case .other:
      let isNegative = if case .scalar(let text, _) = node.content { text.trimmed.hasPrefix("-") } else { false }
      let shape =
        isNegative && shape.width == 64
        ? ScalarShape(width: 64, isSigned: true, declaration: shape.declaration) : shape
      guard let literal = ScalarShape.literal(node, shape, &problems) else { return }
      let number = shape.number(literal.bits(width: shape.width), isNetworkOrder: false)
      set(UInt64(truncatingIfNeeded: number.bits(width: 64)), at: offset)
    }
  }

  private mutating func set(_ number: UInt64, at offset: Int) {
    for index in 0..<8 {
      context[offset + index] = UInt8(truncatingIfNeeded: number >> (8 * index))
      undefined[offset + index] = 0
    }
  }

  private mutating func grow(by count: Int) {
    context += [UInt8](repeating: 0, count: count)
    undefined += [UInt8](repeating: 0xff, count: count)
  }

  // MARK: - Registers

  private mutating func addRegisters(
    _ step: StepForm, _ program: Program, _ place: TracingPlace, _ problems: inout PlacedProblems
  ) {
    guard let layout = RegisterLayout.of(place.machine) else {
      return problems.add(
        "the registers of \(place.machine) are not known", at: step.span, hint: "x86_64 and aarch64 are")
    }
    grow(by: layout.size)
    guard let node = step.registers, let entries = node.entries(&problems) else { return }
    var seen: [Int: Located<String>] = [:]
    for entry in entries {
      guard let offset = layout.offset(of: entry.key.value) else {
        let names = layout.names + layout.aliases.keys
        problems.add(
          "there is no register '\(PlacedNode.short(entry.key.value))'", at: entry.key.span,
          hint: NearestName.to(entry.key.value, among: names).map { "did you mean '\($0)'?" }
            ?? "write arg1 to arg\(layout.aliases.keys.count { $0.hasPrefix("arg") }), ret, or \(layout.names.joined(separator: ", "))"
        )
        continue
      }
      if let other = seen.updateValue(entry.key, forKey: offset) {
        problems.add(
          "'\(entry.key.value)' and '\(other.value)' are the same register", at: entry.key.span,
          other: Located("it is given here already", at: other.span))
        continue
      }
      put(entry.value, at: offset, Self.word, &problems)
    }
  }

  /// What `struct bpf_perf_event_data` has behind the registers (include/uapi/linux/bpf_perf_event.h).
  private static let sampleFields = ["sample_period", "addr"]

  private mutating func addSample(_ step: StepForm, _ problems: inout PlacedProblems) {
    let start = context.count
    grow(by: Self.sampleFields.count * 8)
    for index in start..<undefined.count { undefined[index] = 0 }
    guard let node = step.context, let entries = node.entries(&problems) else { return }
    for entry in entries {
      guard let index = Self.sampleFields.firstIndex(of: entry.key.value) else {
        problems.add(
          "a sample has no field '\(PlacedNode.short(entry.key.value))'", at: entry.key.span,
          hint: NearestName.to(entry.key.value, among: Self.sampleFields).map { "did you mean '\($0)'?" }
            ?? "fields: \(Self.sampleFields.joined(separator: ", ")); registers stand under 'regs'")
        continue
      }
      put(entry.value, at: start + index * 8, Self.word, &problems)
    }
  }

  // MARK: - Records

  private mutating func addRecord(
    _ step: StepForm, _ program: Program, _ place: TracingPlace, _ problems: inout PlacedProblems
  ) {
    let target = program.match?.target ?? ""
    if let node = step.context, case .mapping(let entries) = node.content, entries.count == 1,
      entries[0].key.value == "hex"
    {
      guard let bytes = entries[0].value.hexBytes(&problems) else { return }
      context = bytes
      undefined = [UInt8](repeating: 0, count: bytes.count)
      return
    }
    guard
      let record = TraceRecord(
        target, program: program, object: place.object, kernelTypes: place.kernelTypes, format: place.format(target))
    else {
      return problems.add(
        "the record of tracepoint '\(target)' is not known", at: step.context?.span ?? step.span,
        hint: "give the function a parameter of the record's type, such as struct trace_event_raw_sched_switch *")
    }
    do throws(ValueError) {
      undefined = try record.undefined()
    } catch {
      return problems.add(error.message, at: step.context?.span ?? step.span)
    }
    context = [UInt8](repeating: 0, count: undefined.count)
    guard let node = step.context, let entries = node.entries(&problems) else { return }
    let fields = entries.filter { record.locations[$0.key.value] == nil }
    var writer = ValueWriter(types: record.type.types, onto: context, memory: memory)
    writer.write(
      PlacedNode(content: .mapping(fields), span: node.span), at: ValuePlace(type: record.type.id), &problems)
    if let memory = writer.memory { self.memory = memory }
    context = writer.buffer.bytes
    memory.take(writer.pointers, at: FixtureMemory.Address(space: .context, offset: 0))
    for entry in entries { if let at = record.locations[entry.key.value] { addText(entry.value, at: at, &problems) } }
  }

  /// Text, or bytes, behind the fixed part, and at its place where it lies: the offset in the low half of 4 bytes, the
  /// length in the high half (include/trace/stages/stage5_get_offsets.h).
  private mutating func addText(_ node: PlacedNode, at location: Int, _ problems: inout PlacedProblems) {
    var bytes: [UInt8]
    if case .mapping(let entries) = node.content, entries.count == 1, entries[0].key.value == "hex" {
      guard let given = entries[0].value.hexBytes(&problems) else { return }
      bytes = given
    } else {
      guard let text = node.text(&problems) else { return }
      bytes = Array(text.utf8) + [0]
    }
    guard context.count + bytes.count <= Self.mostBytes else {
      return problems.add("a record has at most \(Self.mostBytes) bytes", at: node.span)
    }
    let place = UInt32(context.count) | UInt32(bytes.count) << 16
    for index in 0..<4 { context[location + index] = UInt8(truncatingIfNeeded: place >> (8 * index)) }
    bytes += [UInt8](repeating: 0, count: (8 - bytes.count % 8) % 8)
    context += bytes
    undefined += [UInt8](repeating: 0, count: bytes.count)
  }

  // MARK: - Arguments

  /// What a function gave back, where a program sees it: no parameter can be named so.
  private static let returnKey = "return"

  private mutating func addArguments(
    _ step: StepForm, _ program: Program, _ place: TracingPlace, _ problems: inout PlacedProblems
  ) {
    guard let match = program.match else { return }
    let target = match.target ?? ""
    let isRaw = match.programType == .rawTracepoint
    let isTracepoint = isRaw || match.attachType == .traceRawTp
    let found: (TypeTable, BTFType)? =
      isTracepoint
      ? ArgumentsFixture.prototype(target, place.kernelTypes)
      : place.kernelTypes.flatMap { types in
        types.type(named: match.btfTargetName ?? target, kind: .func)
          .flatMap { try? types.prototype(of: $0.id) }.map { (types, $0) }
      }
    guard let (types, prototype) = found else {
      return problems.add(
        place.kernelTypes == nil
          ? "the types of the kernel are not known"
          : "the kernel has no \(isTracepoint ? "tracepoint" : "function") '\(target)'", at: step.span,
        hint: "run the case where it is: kernels: [...]")
    }
    // A tracepoint's first is the kernel's own.
    let parameters = Array(prototype.parameters.dropFirst(isTracepoint ? 1 : 0))
    let givesReturn = match.attachType == .traceFexit || match.attachType == .modifyReturn || match.programType == .lsm
    grow(by: (parameters.count + (givesReturn ? 1 : 0)) * 8)
    castFunction = types.type(named: "bpf_rdonly_cast", kind: .func)?.id
    for (index, parameter) in parameters.enumerated() {
      guard let pointer = try? types.resolved(parameter.type), pointer.kind == .ptr else { continue }
      // A pointer that a case says nothing of is NULL: there is none that it could be.
      set(0, at: index * 8)
      guard let target = pointer.target, let whole = try? types.resolved(target), whole.kind == .struct,
        !isRaw
      else { continue }
      casts.append(TestCast(argument: index, type: whole.id))
    }
    guard let node = step.arguments else { return }
    let names = parameters.map(\.name) + (givesReturn ? [Self.returnKey] : [])
    let given: [(index: Int, node: PlacedNode)]
    switch node.content {
    case .sequence(let nodes):
      guard nodes.count <= names.count else {
        return problems.add(
          "there are \(nodes.count) arguments; '\(target)' has \(names.count): \(names.joined(separator: ", "))",
          at: node.span)
      }
      given = nodes.enumerated().map { ($0.offset, $0.element) }
    case .mapping(let entries):
      given = entries.compactMap { entry in
        if let index = names.firstIndex(of: entry.key.value) { return (index, entry.value) }
        problems.add(
          "'\(target)' has no argument '\(PlacedNode.short(entry.key.value))'", at: entry.key.span,
          hint: NearestName.to(entry.key.value, among: names).map { "did you mean '\($0)'?" }
            ?? "arguments: \(names.joined(separator: ", "))")
        return nil
      }
    case .scalar:
      return problems.add("expected arguments by name, or a list of them, found \(node.found)", at: node.span)
    }
    for (index, node) in given { put(node, at: index * 8, shape(of: index, parameters, types), &problems) }
  }

  /// A number as the parameter's type has it; what a function gives back is 64 bits, with a sign.
  private func shape(of index: Int, _ parameters: [Parameter], _ types: TypeTable) -> ScalarShape {
    let result = ScalarShape(width: 64, isSigned: true, declaration: "a returned value")
    guard parameters.indices.contains(index) else { return result }
    guard case .scalar(let shape)? = try? ValueShape(ValuePlace(type: parameters[index].type), in: types) else {
      return Self.word
    }
    return shape
  }
}

import BPF
import BTF

/// Makes programs of functions as libbpf does (`bpf_object__relocate` in libbpf.c, 1.x): a program's own instructions,
/// then each subprogram once, in the order in which a walk over the instructions, deep first, meets the first call of it
/// or the first load of its address. So instruction N of a linked program is instruction N in the verifier's log.
struct Linker {
  /// Bounds on what an object may make us link.
  enum Limit {
    /// Slots of one program: `BPF_COMPLEXITY_LIMIT_INSNS` of the kernel, which refuses longer programs unseen.
    static let programSlots = 1_000_000
    /// Slots of all programs of an object together. A function that many programs call is linked into each.
    static let allSlots = 4_000_000
  }
  let image: ELFImage
  /// All functions, by section and then by place.
  let functions: FunctionIndex
  /// Relocations by the section that they change, ascending by offset.
  let relocations: [Int: [Relocation]]
  let maps: MapIndex
  /// Indexes of externs by symbol.
  let externs: [Int: Int]
  let info: InstructionInfo?
  /// Slots that may still be linked for this object.
  private(set) var slotsLeft = Limit.allSlots

  init(
    image: ELFImage, functions: FunctionIndex, relocations: [Int: [Relocation]], maps: MapIndex, externs: [Int: Int],
    info: InstructionInfo?
  ) {
    self.image = image
    self.functions = functions
    self.relocations = relocations
    self.maps = maps
    self.externs = externs
    self.info = info
  }

  /// Links one program. `callback` names a function to append at the end although nothing calls it: the exception
  /// callback of a program.
  mutating func link(_ main: Int, callback: String? = nil) -> LinkedCode {
    var code = LinkedCode()
    var assembly = Assembly(budget: min(Limit.programSlots, slotsLeft))
    defer { slotsLeft -= assembly.words.count }
    do {
      try append(main, to: &assembly)
      if let callback, let function = functions.subprogram(named: callback),
        assembly.places[function] == nil
      {
        try append(function, to: &assembly)
      }
      code.subprograms = assembly.subprograms
      code.references = assembly.references.sorted { $0.slot < $1.slot }
      code.lineInfo = assembly.lineInfo
      code.coreRelocations = assembly.coreRelocations
      let bytes = assembly.words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) } }
      do { code.instructions = try Instruction.decode(bytes) } catch {
        let owner = assembly.subprograms.last { $0.slots.lowerBound <= error.slot }
        code.problem = ObjectError(
          "\(error.fault)", section: owner?.section,
          offset: owner.map { ($0.sectionSlot + error.slot - $0.slots.lowerBound) * Instruction.slotBytes })
      }
    } catch {
      code.problem = error
    }
    return code
  }

  /// Appends a function and, deep first, what it calls and the assembly does not have yet.
  private func append(_ first: Int, to assembly: inout Assembly) throws(ObjectError) {
    // libbpf recurses; a hostile object's chain of a million functions must not take our stack with it.
    var stack = [try place(first, in: &assembly)]
    while var frame = stack.popLast() {
      let function = functions.all[frame.function]
      var callee: Int?
      while callee == nil, frame.next < function.count {
        callee = try visit(frame.next, of: function, at: frame.base, in: &assembly)
        if callee == nil { frame.next += assembly.isWide(frame.base + frame.next) ? 2 : 1 }
      }
      guard let callee else { continue }
      // The same instruction is looked at again when the callee has its place.
      stack.append(frame)
      stack.append(try place(callee, in: &assembly))
    }
  }

  /// Copies a function's instructions and what is known of them to the assembly's end.
  private func place(_ index: Int, in assembly: inout Assembly) throws(ObjectError) -> Assembly.Frame {
    let function = functions.all[index]
    let base = assembly.words.count
    guard function.count <= assembly.budget - base else {
      throw ObjectError(
        "function \(function.name) makes the linked program longer than \(assembly.budget) instructions",
        section: function.section.name, offset: function.start * Instruction.slotBytes)
    }
    let reader = image.reader(function.section)
    for slot in function.slots { assembly.words.append(reader.read(slot * Instruction.slotBytes) ?? 0) }
    assembly.places[index] = base
    assembly.indexes[index] = assembly.subprograms.count
    assembly.subprograms.append(
      Subprogram(
        name: function.name, slots: base..<(base + function.count), isGlobal: function.isGlobal, type: function.type,
        section: function.section.name, sectionSlot: function.start))
    let shift = base - function.start
    for var line in ordered(info?.lines[function.section.name], in: function.slots, \.slot) {
      line.slot += shift
      assembly.lineInfo.append(line)
    }
    for var relocation in ordered(info?.relocations[function.section.name], in: function.slots, \.slot) {
      relocation.slot += shift
      assembly.coreRelocations.append(relocation)
    }
    return Assembly.Frame(function: index, base: base, next: 0)
  }

  /// The records of a function's slots, in their order.
  private func ordered<Record>(_ records: [Record]?, in slots: Range<Int>, _ slot: KeyPath<Record, Int>) -> ArraySlice<
    Record
  > {
    guard let records else { return [] }
    let first = records.partitioningIndex { $0[keyPath: slot] >= slots.lowerBound }
    let end = records.partitioningIndex { $0[keyPath: slot] >= slots.upperBound }
    return records[first..<max(first, end)]
  }

  /// Applies what one instruction refers to. Gives the function that has to be placed first, if any.
  private func visit(
    _ slot: Int, of function: Function, at base: Int, in assembly: inout Assembly
  ) throws(ObjectError) -> Int? {
    let place = base + slot
    let offset = (function.start + slot) * Instruction.slotBytes
    let word = assembly.words[place]
    let relocation = relocation(at: offset, in: function.section)
    let isWide = assembly.isWide(place)
    let isCall = word & 0xff == 0x85
    guard isWide || isCall else {
      if let relocation {
        throw ObjectError(
          "relocation against \(quoted(relocation)) at an instruction that can hold none",
          section: function.section.name, offset: offset)
      }
      return nil
    }
    let target: Int
    if let relocation {
      switch try resolve(relocation, word: word, isCall: isCall, section: function.section, offset: offset) {
      case .data(let reference, let source, let low, let high):
        assembly.set(source: source, low: low, at: place)
        if isWide, place + 1 < assembly.words.count, let high { assembly.set(low: high, at: place + 1) }
        assembly.references.append(Reference(slot: place, target: reference))
        return nil
      case .function(let slot): target = slot
      }
    } else if isCall, Assembly.source(word) == 1 {
      // A call inside the section, which needs no relocation: relative to where it stood.
      target = function.start + slot + 1 + Int(Assembly.immediate(word))
    } else {
      return nil
    }
    let section = relocation.flatMap { image.section(of: image.symbols[$0.symbol]) } ?? function.section
    guard let callee = functions.function(in: section, at: target) else {
      throw ObjectError(
        "no function is at instruction \(target) of section \(section.name), which is \(isCall ? "called" : "referred to") here",
        section: function.section.name, offset: offset)
    }
    guard let destination = assembly.places[callee] else { return callee }
    assembly.set(
      source: isWide ? PseudoSource.function.rawValue : 1, low: Int32(destination - place - 1), at: place)
    assembly.references.append(Reference(slot: place, target: .function(assembly.indexes[callee] ?? 0)))
    return nil
  }

  private enum Resolution {
    /// Fields to set, and what they stand for.
    case data(Reference.Target, source: UInt8, low: Int32, high: Int32?)
    /// A function at a slot of the symbol's section.
    case function(slot: Int)
  }

  private func resolve(
    _ relocation: Relocation, word: UInt64, isCall: Bool, section: Section, offset: Int
  ) throws(ObjectError) -> Resolution {
    let symbol = image.symbols[relocation.symbol]
    let immediate = Assembly.immediate(word)
    let addend = relocation.addend ?? (isCall ? 0 : Int64(immediate))
    if symbol.isExtern {
      guard let extern = externs[symbol.index] else {
        return unresolved(symbol.name, "no such extern", word)
      }
      // A kernel function is called through BPF_PSEUDO_KFUNC_CALL; a variable's address is only known at load.
      return .data(.extern(extern), source: isCall ? 2 : Assembly.source(word), low: immediate, high: nil)
    }
    guard let home = image.section(of: symbol) else {
      return unresolved(symbol.name, "the symbol is defined in no section", word)
    }
    let value = symbol.value.addingReportingOverflow(UInt64(bitPattern: addend)).partialValue
    if isCall {
      guard home.isExecutable else {
        return unresolved(quoted(relocation), "a call into section \(home.name), which holds no code", word)
      }
      // A global function's symbol is its place and the immediate -1; a static one's is the section and the immediate
      // its place.
      let base = symbol.value / UInt64(Instruction.slotBytes)
      let extra = relocation.addend.map { $0 / Int64(Instruction.slotBytes) } ?? (Int64(immediate) + 1)
      return .function(slot: Int(clamping: Int64(clamping: base).addingReportingOverflow(extra).partialValue))
    }
    if home.isExecutable {
      guard value % UInt64(Instruction.slotBytes) == 0 else {
        throw ObjectError(
          "the address of a function at byte \(value), which is inside of an instruction", section: section.name,
          offset: offset)
      }
      return .function(slot: Int(clamping: value) / Instruction.slotBytes)
    }
    switch maps.target(section: home.index, offset: value) {
    case .map(let index): return .data(.map(index), source: 1, low: Int32(truncatingIfNeeded: index), high: 0)
    case .variable(let index, let place):
      return .data(
        .variable(map: index, offset: place), source: 2, low: Int32(truncatingIfNeeded: index),
        high: Int32(truncatingIfNeeded: place))
    case nil:
      return unresolved(quoted(relocation), "section \(home.name) is neither maps nor global data for libbpf", word)
    }
  }

  /// A place that stays as it is: the loader refuses the program for it, we go on.
  private func unresolved(_ symbol: String, _ problem: String, _ word: UInt64) -> Resolution {
    .data(
      .unresolved(symbol: symbol, problem: problem), source: Assembly.source(word), low: Assembly.immediate(word),
      high: nil)
  }

  private func relocation(at offset: Int, in section: Section) -> Relocation? {
    guard let list = relocations[section.index] else { return nil }
    let index = list.partitioningIndex { $0.offset >= UInt64(offset) }
    return index < list.count && list[index].offset == UInt64(offset) ? list[index] : nil
  }

  private func quoted(_ relocation: Relocation) -> String {
    let symbol = image.symbols[relocation.symbol]
    return symbol.name.isEmpty ? image.section(of: symbol)?.name ?? "symbol \(symbol.index)" : symbol.name
  }
}

/// What linking one program gives.
struct LinkedCode {
  var instructions: [Instruction] = []
  var subprograms: [Subprogram] = []
  var references: [Reference] = []
  var lineInfo: [LineInfo] = []
  var coreRelocations: [CORERelocation] = []
  var problem: ObjectError?
}

/// A program while it is linked, as 8-byte slots.
private struct Assembly {
  /// A function whose instructions are being looked at.
  struct Frame {
    let function: Int
    let base: Int
    var next: Int
  }
  let budget: Int
  var words: [UInt64] = []
  /// Where functions were placed.
  var places: [Int: Int] = [:]
  /// Which subprograms they became.
  var indexes: [Int: Int] = [:]
  var subprograms: [Subprogram] = []
  var references: [Reference] = []
  var lineInfo: [LineInfo] = []
  var coreRelocations: [CORERelocation] = []

  init(budget: Int) { self.budget = budget }

  /// Whether the instruction at a slot takes two.
  func isWide(_ slot: Int) -> Bool { words[slot] & 0xff == 0x18 }

  static func source(_ word: UInt64) -> UInt8 { UInt8(truncatingIfNeeded: word >> 12 & 0xf) }
  static func immediate(_ word: UInt64) -> Int32 { Int32(truncatingIfNeeded: Int64(bitPattern: word) >> 32) }

  mutating func set(source: UInt8? = nil, low: Int32, at slot: Int) {
    var word = words[slot] & 0xffff_ffff | UInt64(UInt32(bitPattern: low)) << 32
    if let source { word = word & ~0xf000 | UInt64(source & 0xf) << 12 }
    words[slot] = word
  }
}

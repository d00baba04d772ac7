import BPF
import Bundles
import Foundation
import Jobs
import KernelFacts

/// Makes of what was read out of the kernel what a bundle is written from.
struct LoadedBundle {
  /// What is written.
  private(set) var captured = Captured()
  /// The code of programs as the kernel gave it, by the program's number.
  private(set) var rawCode: [Int: [UInt8]] = [:]
  /// What was asked for and is not there.
  private(set) var missing: [LiveWindow.Missing] = []
  private var types: [UInt32: Int] = [:]
  private var maps: [UInt32: Int] = [:]

  /// Takes a part, in the order in which they come.
  mutating func take(_ part: LoadedPart, _ attachments: [[UInt8]]) {
    switch part {
    case .types(let id): if let bytes = attachments.first { types[id] = captured.addTypes(bytes) }
    case .map(let map): take(map, contents: attachments.first)
    case .program(let code): take(code, attachments)
    case .missing(let missing): self.missing += missing
    }
  }

  private mutating func take(_ map: KernelMap, contents: [UInt8]?) {
    var record = BundleMap(
      name: map.name, type: MapType(rawValue: map.type).name, typeNumber: map.type, keySize: map.keySize,
      valueSize: map.valueSize, maxEntries: map.maxEntries, flags: map.flags)
    record.id = map.id
    record.extra = map.extra == 0 ? nil : map.extra
    record.types = map.types.flatMap { types[$0] }
    if record.types != nil {
      record.keyType = map.keyType == 0 ? nil : map.keyType
      record.valueType = map.valueType == 0 ? nil : map.valueType
    }
    record.contents = contents?.count
    captured.contents[captured.maps.count] = contents
    maps[map.id] = captured.maps.count
    captured.maps.append(record)
  }

  private mutating func take(_ code: LoadedCode, _ attachments: [[UInt8]]) {
    let bytes = attachments.first ?? []
    let number = captured.programs.count + 1
    let words = CodeWord.words(bytes)
    var record = BundleProgram(
      number: number, name: code.program.name, type: code.program.type, typeNumber: code.typeNumber,
      expectedAttachType: 0, flags: 0, license: code.isGPLCompatible ? "GPL" : "",
      instructions: code.translatedBytes / Instruction.slotBytes, process: nil)
    if record.name.isEmpty { record.name = "program_\(code.program.id)" }
    record.loadName = code.loadName
    record.attachTarget = code.attachTarget
    record.tag = code.program.tag
    record.id = code.program.id
    record.loaded = loaded(code)
    record.types = code.types.flatMap { types[$0] }
    record.maps = (code.maps ?? []).compactMap { maps[$0] }
    record.notes = notes(code)
    var program = CapturedProgram(record: record, code: words)
    program.translation = [:]
    if code.absence == nil {
      rawCode[number] = bytes
      if record.types != nil { addInfo(&program, attachments) }
      program.record.lines = program.lines.count
      restore(&program, code)
    } else {
      program.obstacle = Self.words(code.absence)
    }
    captured.programs.append(program)
  }

  private func loaded(_ code: LoadedCode) -> BundleLoaded {
    let moment = Date(timeIntervalSince1970: Double(code.loaded / 1_000_000_000))
    var loaded = BundleLoaded(user: code.user, at: moment.formatted(.iso8601))
    loaded.path = code.path
    loaded.translatedBytes = code.translatedBytes == 0 ? nil : code.translatedBytes
    loaded.jitedBytes = code.program.jitedBytes
    loaded.verifiedInstructions = code.program.verifiedInstructions
    loaded.memoryBytes = code.program.memoryBytes
    loaded.runs = code.program.runs
    loaded.nanoseconds = code.program.nanoseconds
    loaded.misses = code.program.misses
    loaded.holders = code.holders.map { BundleProcess(id: $0.id, name: $0.name) }
    return loaded
  }

  private func notes(_ code: LoadedCode) -> [String] {
    var notes: [String] = []
    if let id = code.types {
      if types[id] == nil { notes.append("its BTF (\(id)) could not be read: no names, no source lines") }
    } else {
      notes.append("it was loaded without BTF: no source lines, and the names of its functions are not known")
    }
    if let ids = code.maps {
      let unread = ids.filter { maps[$0] == nil }.map { "\($0)" }
      if !unread.isEmpty {
        notes.append("it uses maps that could not be opened: \(unread.joined(separator: ", "))")
      }
    } else {
      notes.append("the kernel does not say which maps it uses")
    }
    return notes
  }

  private static func words(_ absence: LoadedCode.Absence?) -> String? {
    switch absence {
    case .forbidden: "the kernel shows its code only to who has CAP_BPF, which this process lacks"
    case .hidden:
      "the kernel keeps its code to itself: its constants are blinded, and addresses are hidden from this process"
    case nil: nil
    }
  }

  /// Functions and source lines.
  private func addInfo(_ program: inout CapturedProgram, _ attachments: [[UInt8]]) {
    guard attachments.count == 3 else { return }
    // Pairs of 32-bit words: slot and type; and slot, file, text, place.
    let functions = CodeWord.words(attachments[1])
    program.functions = functions.map {
      .init(slot: Int(UInt32(truncatingIfNeeded: $0)), type: UInt32(truncatingIfNeeded: $0 >> 32))
    }
    let lines = CodeWord.words(attachments[2])
    program.lines = stride(from: 0, to: lines.count - lines.count % 2, by: 2).map {
      .init(
        slot: Int(UInt32(truncatingIfNeeded: lines[$0])), file: UInt32(truncatingIfNeeded: lines[$0] >> 32),
        text: UInt32(truncatingIfNeeded: lines[$0 + 1]), place: UInt32(truncatingIfNeeded: lines[$0 + 1] >> 32))
    }
  }

  /// Puts back what an object says otherwise than the kernel's own form: places of maps for their numbers, distances of calls
  /// for the numbers of functions, and helpers' numbers where a call leads to the helper itself.
  private mutating func restore(_ program: inout CapturedProgram, _ code: LoadedCode) {
    let names = Dictionary(code.names.map { ($0.slot, $0.text) }, uniquingKeysWith: { first, _ in first })
    var unnamed = 0
    var barriers = 0
    for slot in CodeWord.starts(program.code) {
      var word = CodeWord(program.code[slot])
      if word.opcode == Self.barrier {
        // `goto +0`
        word = CodeWord(0x05)
        barriers += 1
      } else if word.isLocalCall {
        word.immediate = Self.distance(word, at: slot, program)
        word.offset = 0
      } else if word.opcode == 0x85 {
        if let name = names[slot] {
          program.translation?[slot] = name
          // Later kernels tell some helpers apart by an ending that is no part of the name.
          if word.source == 0, let helper = HelperID(name: name) {
            word.immediate = Int32(bitPattern: helper.rawValue)
          }
        } else if word.source == 0, word.immediate == Self.tailCall {
          program.translation?[slot] = "bpf_tail_call"
        } else {
          unnamed += 1
        }
      } else if word.pseudo == .mapDescriptor || word.pseudo == .mapValue {
        let id = UInt32(bitPattern: word.immediate)
        if let place = maps[id] {
          word.immediate = Int32(place)
          if !program.record.maps.contains(place) { program.record.maps.append(place) }
        } else {
          // It stays what it is for people; no object can refer to a map that is not known.
          word.source = 0
          program.translation?[slot] = "map[id:\(id)]"
        }
      } else if word.pseudo == .constant, let name = names[slot] {
        program.translation?[slot] = "&\(name)"
      }
      program.code[slot] = word.rawValue
    }
    if barriers > 0 {
      program.record.notes.append("\(barriers) barriers to speculation (nospec) are goto +0 in its object")
    }
    if unnamed > 0 {
      program.record.notes.append(
        "\(unnamed) of its calls have no name: /proc/kallsyms does not tell where they lead")
    }
  }

  /// `BPF_ST | BPF_NOSPEC`, a barrier to speculation that no program can be loaded with.
  private static let barrier: UInt8 = 0xc2

  /// `BPF_FUNC_tail_call`, the one helper that the kernel itself puts back.
  private static let tailCall: Int32 = 12

  /// How far a call of a function of the program goes. The kernel has 16 bits for it, and beside them the function's number.
  private static func distance(_ word: CodeWord, at slot: Int, _ program: CapturedProgram) -> Int32 {
    let functions = program.functions
    if functions.indices.contains(Int(word.immediate)) {
      let distance = functions[Int(word.immediate)].slot - slot - 1
      if Int16(truncatingIfNeeded: distance) == word.offset { return Int32(distance) }
    }
    return Int32(word.offset)
  }
}

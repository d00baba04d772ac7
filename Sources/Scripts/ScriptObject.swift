import BPF
public import BPFObject
import BTF
import Bundles
import KernelFacts

/// Makes an object of what bpftrace compiled that libbpf, and every command of Assay, reads like a compiler's.
///
/// bpftrace 0.17's own object has a section `s_PROBE_N` for each probe, and in its code the numbers of maps that bpftrace
/// makes when it runs: no licence, no maps, no BTF. Here each probe gets the section that makes libbpf load it with the same
/// type, maps are declared in `.maps` as bpftrace makes them, the licence is bpftrace's "GPL", and each program's first
/// instruction has the probe's line in the script, which is all that is known of lines.
public struct ScriptObject {
  /// Maps that bpftrace makes have so many entries unless `BPFTRACE_MAP_KEYS_MAX` says otherwise.
  public static let usualKeys: UInt32 = 4096

  /// Types of values that each CPU has its own of (bpftrace's `SizedType::NeedsPercpuMap`).
  private static let perCPU: Set<String> = ["hist", "lhist", "count", "sum", "min", "max", "avg", "stats"]

  private let script: Script
  private let dump: ScriptDump
  private let keys: UInt32

  /// Makes the object.
  ///
  /// - Parameters:
  ///   - elf: What `bpftrace --emit-elf` wrote.
  ///   - dump: What `bpftrace -d` printed of the same script.
  ///   - keys: The most keys of a map.
  /// - Throws: why there can be none: another bpftrace's forms, above all.
  public static func make(
    _ elf: ObjectFile, dump: String, script: Script, keys: UInt32 = usualKeys
  ) throws(ScriptObstacle) -> [UInt8] {
    try ScriptObject(script: script, dump: ScriptDump(dump), keys: keys).made(elf)
  }

  /// A probe's program.
  private struct Piece {
    var name: String
    var section: String
    var bytes: [UInt8] = []
    /// The instructions that name maps, by byte offset, with bpftrace's numbers of them.
    var maps: [(offset: Int, number: Int)] = []
    var probe: Int?
  }

  private func made(_ elf: ObjectFile) throws(ScriptObstacle) -> [UInt8] {
    let pieces = try pieces(elf)
    let numbers = Set(pieces.flatMap { $0.maps.map(\.number) }).sorted()
    let names = dump.named.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    var maps: [BundleMap] = []
    for number in numbers { maps.append(try map(number, names)) }
    var declarations = MapDeclarations(types: TypeTableBuilder(), base: nil, maps: maps)
    for index in maps.indices { declarations.declare(index) }

    var image = ObjectImage()
    _ = image.addSection("license", .constants, bytes: Array("GPL".utf8) + [0])
    var symbols: [Int: ObjectImage.SymbolID] = [:]
    if declarations.size > 0 {
      let home = image.addSection(".maps", .data, bytes: [UInt8](repeating: 0, count: declarations.size))
      for (index, place) in declarations.places.sorted(by: { $0.key < $1.key }) {
        symbols[numbers[index]] = image.addSymbol(
          declarations.names[index] ?? "", .object, in: home, at: place.lowerBound, size: place.count)
      }
    }
    let sections = sections(of: pieces)
    for section in sections {
      let code = section.flatMap { pieces[$0].bytes }
      let home = image.addSection(pieces[section[0]].section, .code, bytes: code)
      var start = 0
      for piece in section.map({ pieces[$0] }) {
        _ = image.addSymbol(piece.name, .function, in: home, at: start, size: piece.bytes.count)
        for map in piece.maps {
          guard let symbol = symbols[map.number] else { continue }
          image.addRelocation(.immediate, in: home, at: start + map.offset, to: symbol)
        }
        start += piece.bytes.count
      }
    }
    var types = declarations.finish()
    let info = extendedInfo(sections.map { $0.map { pieces[$0] } }, &types)
    _ = image.addSection(".BTF", .constants, bytes: types.bytes())
    _ = image.addSection(".BTF.ext", .constants, bytes: info)
    return image.bytes()
  }

  // MARK: Programs

  private func pieces(_ elf: ObjectFile) throws(ScriptObstacle) -> [Piece] {
    if elf.sections.contains(where: { $0.name == ".maps" }) {
      throw ScriptObstacle("this bpftrace writes objects with maps of their own, which are not read yet")
    }
    var pieces: [Piece] = []
    var taken: [String: Int] = [:]
    for section in elf.sections where section.kind == .bits && section.name.hasPrefix("s_") {
      let place = String(section.name.dropFirst(2).prefix(upTo: Self.numberStart(section.name.dropFirst(2))))
      let probe = script.probe(ofSection: place, after: pieces.last?.probe)
      let first = probe.flatMap { script.probes[$0].attachPoints.first?.fullText } ?? place
      let point = AttachPoint(text: String(place.prefix { $0 != "," }), range: 0..<0)
      guard let name = ScriptSection.name(for: point) else {
        throw ScriptObstacle("\(first) is a probe of a kind that is not known")
      }
      var piece = Piece(name: Self.functionName(point.fullText), section: name, probe: probe)
      taken[piece.name, default: 0] += 1
      if let count = taken[piece.name], count > 1 { piece.name += "_\(count)" }
      var code: [Instruction]
      do throws(DecodeError) {
        code = try Instruction.decode(elf.bytes(of: section).array)
      } catch {
        throw ScriptObstacle("the code of \(first) cannot be read: \(error)")
      }
      var offset = 0
      for index in code.indices {
        // `BPF_PSEUDO_MAP_FD` with bpftrace's number in place of a descriptor.
        if code[index].slots == 2, code[index].source == 1 {
          piece.maps.append((offset, Int(code[index].immediate)))
          code[index].source = 0
          code[index].immediate = 0
        }
        offset += code[index].slots * Instruction.slotBytes
      }
      piece.bytes = Instruction.encode(code)
      pieces.append(piece)
    }
    guard !pieces.isEmpty else { throw ScriptObstacle("bpftrace wrote an object without a probe") }
    return pieces
  }

  /// The programs by their sections, in the order in which those come first: a section's name stands once in an object, since
  /// `.BTF.ext` knows sections by their names.
  private func sections(of pieces: [Piece]) -> [[Int]] {
    var sections: [[Int]] = []
    for index in pieces.indices {
      if let known = sections.firstIndex(where: { pieces[$0[0]].section == pieces[index].section }) {
        sections[known].append(index)
      } else {
        sections.append([index])
      }
    }
    return sections
  }

  /// Where the `_N` at a section's end starts.
  private static func numberStart(_ name: Substring) -> String.Index {
    guard let line = name.lastIndex(of: "_"), name[line...].dropFirst().allSatisfy(\.isNumber) else {
      return name.endIndex
    }
    return line
  }

  /// A name that C takes: BTF has no others for functions.
  private static func functionName(_ place: String) -> String {
    let name = place.utf8.map { ScriptLexer.isWord($0) || ScriptLexer.isDigit($0) ? $0 : UInt8(ascii: "_") }
    return String(decoding: name, as: UTF8.self)
  }

  // MARK: Maps

  /// The map of that number: first those of the script by name, then stack traces, `join`, `elapsed` and the buffer for
  /// events, which are told apart by what the code does with them.
  private func map(_ number: Int, _ names: [String]) throws(ScriptObstacle) -> BundleMap {
    let use = dump.uses[number, default: ScriptDump.Use()]
    func made(_ name: String, _ type: MapType, _ key: Int, _ value: Int, _ entries: UInt32) -> BundleMap {
      BundleMap(
        name: name, type: "\(type)", typeNumber: type.rawValue, keySize: UInt32(clamping: key),
        valueSize: UInt32(clamping: value), maxEntries: entries, flags: 0)
    }
    if names.indices.contains(number), let map = dump.named[names[number]] {
      // As bpftrace names it in the kernel.
      let name = "AT_" + names[number].dropFirst()
      let isPerCPU = Self.perCPU.contains(map.type)
      if map.type == "count", !map.isKeyed { return made(name, .percpuArray, 4, 8, 1) }
      guard let key = use.keySize, let value = use.valueSize ?? (isPerCPU ? 8 : nil) else {
        throw ScriptObstacle("bpftrace does not say how large the keys and values of \(names[number]) are")
      }
      return made(name, isPerCPU ? .percpuHash : .hash, key, value, keys)
    }
    // `bpf_perf_event_output`; libbpf sets the entries to the number of CPUs.
    if use.helpers.contains(25) { return made("printf", .perfEventArray, 4, 4, 0) }
    // `bpf_get_stackid`: as many frames as the kernel allows, and bpftrace's number of traces. `kstack(3)` has less, which
    // the code does not tell.
    if use.helpers.contains(27) { return made("stack", .stackTrace, 4, 127 * 8, 128 << 10) }
    if use.keyName.contains("elapsed") { return made("elapsed", .hash, 8, 8, 1) }
    // Two numbers and 16 arguments of 1 KiB: the buffer of `join`, which is only looked up.
    if use.keySize == 4, use.helpers == [1] { return made("join", .percpuArray, 4, 16 + 16 * 1024, 1) }
    throw ScriptObstacle("bpftrace's map \(number) is of a kind that is not known")
  }

  // MARK: Lines

  /// `.BTF.ext`: each program's function, and the script's line at its first instruction.
  private func extendedInfo(_ sections: [[Piece]], _ types: inout TypeTableBuilder) -> [UInt8] {
    let int = types.addInt("int", size: 4, isSigned: true)
    let context = types.addPointer(to: 0)
    let prototype = types.addPrototype(returning: int, parameters: [("ctx", context)])
    let file = types.addString(script.file)
    var functions: [UInt32] = [8]
    var lines: [UInt32] = [16]
    for section in sections {
      let name = types.addString(section[0].section)
      var (offset, told): (UInt32, [[UInt32]]) = (0, [])
      functions += [name, UInt32(section.count)]
      for piece in section {
        functions += [offset, types.addFunction(piece.name, prototype: prototype, linkage: .global)]
        if let start = piece.probe.map({ script.probes[$0].start }) {
          let line = script.line(at: start)
          let place = UInt32(clamping: line) << 10 | UInt32(min(script.column(at: start), 1023))
          told.append([offset, file, types.addString(script.lineText(line)), place])
        }
        offset += UInt32(piece.bytes.count)
      }
      if !told.isEmpty { lines += [name, UInt32(told.count)] + told.joined() }
    }
    let (first, second) = (UInt32(functions.count * 4), UInt32(lines.count * 4))
    let words = [0x0001_eb9f, 32, 0, first, first, second, first + second, 0] + functions + lines
    return words.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) } }
  }
}

import BPF
import CLibbpf
import Glibc
public import Jobs

/// Reads loaded programs out of the kernel. Nothing is changed, and nothing runs.
public enum ProgramReadout {
  /// The most bytes of global variables that are read of one map.
  private static let mostData: UInt32 = 64 << 20
  /// BTF of a kernel's size, and more.
  private static let mostTypes = 64 << 20

  /// A program that was read, before its calls have names.
  private struct Program {
    var code: LoadedCode
    var bytes: [UInt8] = []
    var functions: [UInt8] = []
    var lines: [UInt8] = []
    /// What it was loaded for, by numbers of types.
    var target: (types: UInt32, type: UInt32)?
  }

  /// Reads them.
  /// - Parameter send: called with each part and its attachments.
  /// - Returns: why it cannot be done here; nil when it was.
  public static func read(
    _ job: LoadedJob, _ send: (LoadedPart, [[UInt8]]) -> Void
  ) -> (verdict: Verdict, reason: Reason)? {
    do throws(Refusal) {
      let holders = ProgramHolders.scan()
      var programs: [Program] = []
      let missing = try job.selection.visit(tellsGone: true) { handle in
        var program = program(handle)
        program.code.holders = holders[program.code.program.id] ?? []
        programs.append(program)
      }
      sendMaps(of: programs, send)
      name(&programs)
      for program in programs.sorted(by: { $0.code.program.id < $1.code.program.id }) {
        send(.program(program.code), [program.bytes, program.functions, program.lines])
      }
      if !missing.isEmpty { send(.missing(missing), []) }
      return nil
    } catch {
      return (error.verdict, error.reason)
    }
  }

  private static func program(_ handle: borrowing LoadedProgramHandle) -> Program {
    let info = handle.info
    let code = LoadedCode(
      program: handle.loaded, typeNumber: info.typeNumber, loadName: info.loadName, user: info.user,
      loaded: info.loaded, isGPLCompatible: info.isGPLCompatible,
      translatedBytes: info.translatedBytes)
    var program = Program(code: code, target: info.target)
    program.code.path = handle.path
    program.code.types = info.types
    program.code.maps = info.mapIDs(handle.descriptor)
    guard info.translatedBytes > 0, let body = info.body(handle.descriptor) else {
      program.code.absence = .forbidden
      return program
    }
    program.code.absence = body.isCodeHidden ? .hidden : nil
    (program.bytes, program.functions, program.lines) = (body.code, body.functions, body.lines)
    return program
  }

  // MARK: - Maps and types

  /// Sends the maps of programs and all BTF, each once.
  private static func sendMaps(of programs: [Program], _ send: (LoadedPart, [[UInt8]]) -> Void) {
    let withAddresses = Set(programs.flatMap { mapsWithAddresses(in: $0.bytes) })
    var types: [UInt32] = programs.compactMap(\.code.types)
    var maps: [(map: KernelMap, contents: [UInt8]?)] = []
    var seen: Set<UInt32> = []
    for id in programs.flatMap({ $0.code.maps ?? [] }) where seen.insert(id).inserted {
      // A map that this process may not open is missing: whoever has the program's list sees that.
      guard let found = map(id, readsContents: withAddresses.contains(id)) else { continue }
      maps.append(found)
      if let id = found.map.types { types.append(id) }
    }
    var sent: Set<UInt32> = []
    for id in types where sent.insert(id).inserted {
      if let bytes = self.types(id)?.bytes { send(.types(id: id), [bytes]) }
    }
    for (map, contents) in maps { send(.map(map), contents.map { [$0] } ?? []) }
  }

  /// The maps of which code has addresses of values: global variables.
  private static func mapsWithAddresses(in code: [UInt8]) -> [UInt32] {
    instructions(code).compactMap { slot in
      let place = slot * 8
      let isValue = code[place] == 0x18 && code[place + 1] >> 4 == PseudoSource.mapValue.rawValue
      return isValue ? word(code, place + 4) : nil
    }
  }

  private static func map(_ id: UInt32, readsContents: Bool) -> (map: KernelMap, contents: [UInt8]?)? {
    let raw = bpf_map_get_fd_by_id(id)
    guard raw >= 0 else { return nil }
    let descriptor = FileDescriptor(adopting: raw)
    var info = bpf_map_info()
    var size = UInt32(MemoryLayout<bpf_map_info>.size)
    guard unsafe bpf_obj_get_info_by_fd(descriptor.raw, &info, &size) == 0 else { return nil }
    let name = unsafe withUnsafeBytes(of: info.name) { unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    var map = KernelMap(
      id: info.id, name: name, type: info.type, keySize: info.key_size, valueSize: info.value_size,
      maxEntries: info.max_entries, flags: info.map_flags)
    map.extra = info.map_extra
    map.types = info.btf_id == 0 ? nil : info.btf_id
    (map.keyType, map.valueType) = (info.btf_key_type_id, info.btf_value_type_id)
    guard readsContents, info.type == BPF_MAP_TYPE_ARRAY.rawValue, info.max_entries == 1, info.value_size <= mostData
    else { return (map, nil) }
    var key: UInt32 = 0
    var value = [UInt8](repeating: 0, count: (Int(info.value_size) + 7) / 8 * 8)
    guard unsafe bpf_map_lookup_elem(descriptor.raw, &key, &value) == 0 else { return (map, nil) }
    return (map, Array(value.prefix(Int(info.value_size))))
  }

  /// BTF by the kernel's number: its bytes, and its name where it is the kernel's own (`vmlinux`, or a module's).
  private static func types(_ id: UInt32) -> (bytes: [UInt8]?, kernelName: String?)? {
    let raw = bpf_btf_get_fd_by_id(id)
    guard raw >= 0 else { return nil }
    let descriptor = FileDescriptor(adopting: raw)
    var name = [CChar](repeating: 0, count: 64)
    var info = bpf_btf_info()
    var size = UInt32(MemoryLayout<bpf_btf_info>.size)
    let result = unsafe name.withUnsafeMutableBufferPointer { name in
      info.name = UInt64(UInt(bitPattern: name.baseAddress))
      info.name_len = UInt32(name.count)
      return unsafe bpf_obj_get_info_by_fd(descriptor.raw, &info, &size)
    }
    guard result == 0 else { return nil }
    if info.kernel_btf != 0 {
      return (nil, String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
    }
    guard info.btf_size > 0, info.btf_size <= mostTypes else { return nil }
    var bytes = [UInt8](repeating: 0, count: Int(info.btf_size))
    let filled = unsafe bytes.withUnsafeMutableBytes { bytes in
      var wanted = bpf_btf_info()
      wanted.btf = UInt64(UInt(bitPattern: bytes.baseAddress))
      wanted.btf_size = UInt32(bytes.count)
      return unsafe bpf_obj_get_info_by_fd(descriptor.raw, &wanted, &size)
    }
    return filled == 0 ? (bytes, nil) : nil
  }

  // MARK: - Names

  /// Finds out what calls and addresses of the kernel lead to.
  private static func name(_ programs: inout [Program]) {
    for index in programs.indices {
      if let target = programs[index].target {
        // A name of a program's or a module's own types is not the kernel's.
        guard types(target.types)?.kernelName == "vmlinux" else { continue }
        programs[index].code.attachTarget = kernelType(target.type)
      }
    }
    guard programs.contains(where: { !$0.bytes.isEmpty }), let base = KernelAddresses.callBase() else { return }
    let references = programs.map { Self.references(in: $0.bytes, base: base) }
    let names = KernelAddresses.names(at: Set(references.joined().map(\.address)))
    for (index, found) in references.enumerated() {
      programs[index].code.names = found.compactMap { reference in
        (names[reference.address] ?? reference.type.flatMap(kernelType)).map { .init(slot: reference.slot, text: $0) }
      }
    }
  }

  /// What an instruction refers to in the kernel.
  private struct Reference {
    var slot: Int
    var address: UInt64
    /// The number of a function in the kernel's types, where a call may mean that: some processors reach every function.
    var type: UInt32?
  }

  private static func references(in code: [UInt8], base: UInt64) -> [Reference] {
    instructions(code).compactMap { slot in
      let place = slot * 8
      let (opcode, source) = (code[place], code[place + 1] >> 4)
      let immediate = word(code, place + 4)
      switch (opcode, source) {
      case (0x85, 0), (0x85, 2):
        let address = base &+ UInt64(bitPattern: Int64(Int32(bitPattern: immediate)))
        return Reference(slot: slot, address: address, type: source == 2 ? immediate : nil)
      case (0x18, 0) where place + 16 <= code.count:
        let value = UInt64(word(code, place + 12)) << 32 | UInt64(immediate)
        // Addresses of the kernel are in the upper half.
        return value >> 63 == 1 && value != .max ? Reference(slot: slot, address: value) : nil
      default: return nil
      }
    }
  }

  /// The name of one of the kernel's types.
  private static func kernelType(_ number: UInt32) -> String? {
    guard let types = unsafe btf__load_vmlinux_btf() else { return nil }
    defer { unsafe btf__free(types) }
    guard let type = unsafe btf__type_by_id(types, number),
      let name = unsafe btf__name_by_offset(types, type.pointee.name_off)
    else { return nil }
    let text = unsafe String(cString: name)
    return text.isEmpty ? nil : text
  }

  /// The slots at which instructions begin.
  private static func instructions(_ code: [UInt8]) -> [Int] {
    var slots: [Int] = []
    var slot = 0
    while (slot + 1) * 8 <= code.count {
      slots.append(slot)
      slot += code[slot * 8] == 0x18 ? 2 : 1
    }
    return slots
  }

  private static func word(_ bytes: [UInt8], _ place: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(bytes[place + $1]) << ($1 * 8) }
  }
}

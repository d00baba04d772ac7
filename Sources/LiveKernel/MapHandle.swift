import CLibbpf
import Glibc
import KernelFacts

/// A map of an open object. Valid while the object is.
@safe struct MapHandle {
  private let raw: OpaquePointer

  init(_ raw: OpaquePointer) { unsafe self.raw = raw }

  /// The map's name; of a map for global variables, `OBJECT.rodata` with at most 8 bytes of the object's name.
  var name: String { unsafe String(cString: bpf_map__name(raw)) }
  /// Its type.
  var type: MapType { unsafe MapType(rawValue: bpf_map__type(raw).rawValue) }
  /// Whether libbpf made it for global variables.
  var isInternal: Bool { unsafe bpf_map__is_internal(raw) }
  /// The path at which the object wants it pinned.
  var isToBePinned: Bool { unsafe bpf_map__pin_path(raw) != nil }
  /// Whether it is made with the object.
  var isCreated: Bool { unsafe bpf_map__autocreate(raw) }

  /// Its descriptor once the object is loaded, which stays the object's.
  var descriptor: CInt { unsafe bpf_map__fd(raw) }

  /// Whether it holds the global variables of that section. An internal map is named for the object and the section, one
  /// of a named section for the section alone; the object's own name was stripped of dots when it was opened.
  func holds(section: String) -> Bool {
    guard isInternal else { return false }
    let name = name
    return name == section || (name.hasSuffix(section) && !name.hasPrefix("."))
  }

  /// `max_entries`.
  var maxEntries: UInt32 { unsafe bpf_map__max_entries(raw) }
  /// `key_size`, in bytes.
  var keySize: UInt32 { unsafe bpf_map__key_size(raw) }
  /// `value_size`, in bytes.
  var valueSize: UInt32 { unsafe bpf_map__value_size(raw) }

  /// `map_flags`.
  var flags: UInt32 { unsafe bpf_map__map_flags(raw) }
  /// `map_extra`.
  var extra: UInt64 { unsafe bpf_map__map_extra(raw) }

  /// Sets `max_entries`. Returns 0 or a positive error number.
  func setMaxEntries(_ value: UInt32) -> Int32 { unsafe -bpf_map__set_max_entries(raw, value) }
  /// Sets `key_size`. Returns 0 or a positive error number.
  func setKeySize(_ bytes: UInt32) -> Int32 { unsafe -bpf_map__set_key_size(raw, bytes) }
  /// Sets `value_size`. Returns 0 or a positive error number.
  func setValueSize(_ bytes: UInt32) -> Int32 { unsafe -bpf_map__set_value_size(raw, bytes) }
  /// Sets `map_flags`. Returns 0 or a positive error number.
  func setFlags(_ flags: UInt32) -> Int32 { unsafe -bpf_map__set_map_flags(raw, flags) }
  /// Pins it nowhere.
  func clearPinPath() { unsafe _ = bpf_map__set_pin_path(raw, nil) }
  /// Whether the object's load makes it.
  func setCreated(_ wanted: Bool) { unsafe _ = bpf_map__set_autocreate(raw, wanted) }

  /// The template of a map of maps: libbpf's map for it, which only may be read. libbpf 1.1 crashes when its sizes are
  /// set, because it looks for the map among the object's own.
  var innerTemplate: InnerMapTemplate? {
    guard let inner = unsafe bpf_map__inner_map(raw) else { return nil }
    return unsafe InnerMapTemplate(inner)
  }

  /// Uses a map that exists as the template of a map of maps. libbpf keeps the descriptor's number and never closes it:
  /// it must stay open until the object is loaded. Returns 0 or a positive error number.
  func setInnerMap(_ template: borrowing FileDescriptor) -> Int32 {
    unsafe -bpf_map__set_inner_map_fd(raw, template.raw)
  }

  /// Hands the kernel a struct_ops. Nil and a positive error number when it refuses.
  func attachStructOps(_ code: inout Int32) -> LinkHandle? {
    let link = unsafe bpf_map__attach_struct_ops(raw)
    code = errno
    return unsafe link.map { unsafe LinkHandle(adopting: $0) }
  }

  /// Puts bytes into the initial value of a map for global variables, or of a struct_ops. False when they do not fit.
  func setInitialBytes(_ bytes: [UInt8], at offset: Int) -> Bool {
    var size = 0
    guard let value = unsafe bpf_map__initial_value(raw, &size), offset >= 0, offset <= size,
      bytes.count <= size - offset
    else { return false }
    unsafe (value + offset).copyMemory(from: bytes, byteCount: bytes.count)
    return true
  }

  /// Whether it is the same map of the same open object.
  func isSame(as other: MapHandle) -> Bool { unsafe raw == other.raw }

  /// The programs that the function pointers of a struct_ops lead to.
  func members(among programs: [ProgramHandle]) -> [ProgramHandle] {
    let pointers = Set(pointers.map(\.value))
    return programs.filter { pointers.contains($0.address) }
  }

  /// Clears the function pointers of a struct_ops that lead to `others`; returns whether one leads to `program`.
  func keepMember(_ program: ProgramHandle, clearing others: Set<UInt>) -> Bool {
    let pointers = pointers
    for (offset, value) in pointers where others.contains(value) {
      _ = setInitialBytes([UInt8](repeating: 0, count: MemoryLayout<UInt>.size), at: offset)
    }
    return pointers.contains { $0.value == program.address }
  }

  /// The words of the initial value, one of which may be a function pointer.
  private var pointers: [(offset: Int, value: UInt)] {
    var size = 0
    guard let value = unsafe bpf_map__initial_value(raw, &size) else { return [] }
    let width = MemoryLayout<UInt>.size
    return stride(from: 0, through: size - width, by: width).map { offset in
      unsafe (offset, value.load(fromByteOffset: offset, as: UInt.self))
    }
  }
}

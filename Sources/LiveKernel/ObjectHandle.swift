import BTF
import CLibbpf
import Glibc
import KernelFacts

/// A BPF object as libbpf holds it: opened from memory, closed once with all that was made for it.
@safe struct ObjectHandle: ~Copyable {
  private let raw: OpaquePointer

  private init(adopting raw: OpaquePointer) { unsafe self.raw = raw }

  /// Opens an object from its bytes. Nil with libbpf's lines and a positive error number when libbpf refuses it.
  ///
  /// An optional, not a throw: Swift 6.3 calls a throwing initialisation of a noncopyable `let` in a `do` a copy.
  static func opening(_ bytes: [UInt8], name: String, lines: inout [String], code: inout Int32) -> ObjectHandle? {
    guard let object = open(bytes, name: name, lines: &lines, code: &code) else { return nil }
    guard object.programs.contains(where: { $0.type == .unspec && SectionRegistration.used(for: $0.section) != nil })
    else { return object }
    SectionRegistration.once
    return open(bytes, name: name, lines: &lines, code: &code)
  }

  private static func open(_ bytes: [UInt8], name: String, lines: inout [String], code: inout Int32) -> ObjectHandle? {
    var number: Int32 = 0
    let opened = unsafe LibbpfLines.capture(&lines) {
      unsafe libbpfName(name).withCString { name in
        var options = unsafe bpf_object_open_opts()
        unsafe options.sz = unsafe MemoryLayout<bpf_object_open_opts>.size
        unsafe options.object_name = name
        // A map may carry attributes that only its own loader reads.
        unsafe options.relaxed_maps = true
        // No token is taken from a bpffs: what is asked is what this process may.
        return unsafe "".withCString { empty in
          unsafe options.bpf_token_path = empty
          let object = unsafe bytes.withUnsafeBytes { unsafe bpf_object__open_mem($0.baseAddress, $0.count, &options) }
          number = errno
          return unsafe object
        }
      }
    }
    guard let opened = unsafe opened else {
      code = number
      return nil
    }
    return unsafe ObjectHandle(adopting: opened)
  }

  /// libbpf puts the object's name before the section's in the names of internal maps. Without a dot in it, the section
  /// begins at the first.
  private static func libbpfName(_ name: String) -> String {
    let safe = name.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): byte
      case UInt8(ascii: "0")...UInt8(ascii: "9"): byte
      default: UInt8(ascii: "_")
      }
    }
    return String(decoding: safe, as: UTF8.self)
  }

  deinit { unsafe bpf_object__close(raw) }

  /// Its programs, in libbpf's order. They are the object's: use them while it lives.
  var programs: [ProgramHandle] {
    var all: [ProgramHandle] = []
    var next = unsafe bpf_object__next_program(raw, nil)
    while let program = unsafe next {
      unsafe all.append(ProgramHandle(program))
      unsafe next = bpf_object__next_program(raw, program)
    }
    return all
  }

  /// Its maps, those for global variables too, in libbpf's order. They are the object's: use them while it lives.
  var maps: [MapHandle] {
    var all: [MapHandle] = []
    var next = unsafe bpf_object__next_map(raw, nil)
    while let map = unsafe next {
      unsafe all.append(MapHandle(map))
      unsafe next = bpf_object__next_map(raw, map)
    }
    return all
  }

  /// The object's own BTF; nil when it has none that can be read.
  var types: TypeTable? {
    guard let btf = unsafe bpf_object__btf(raw) else { return nil }
    var size: UInt32 = 0
    guard let bytes = unsafe btf__raw_data(btf, &size) else { return nil }
    return unsafe try? TypeTable(bytes: Array(unsafe UnsafeRawBufferPointer(start: bytes, count: Int(size))))
  }

  /// Makes the maps, relocates and loads the programs that are set to be loaded. Returns 0 or a positive error number.
  func load() -> Int32 { unsafe -bpf_object__load(raw) }
}

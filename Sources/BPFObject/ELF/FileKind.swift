import BTF

/// What a file is, when it is no BPF object that can be read.
public enum FileKind: Hashable, Sendable {
  /// It has no bytes.
  case empty
  /// It does not begin as any format known here.
  case unknown
  /// It begins as an ELF file does, but ends before its header does.
  case truncatedELF
  /// A text file, such as a C source.
  case text
  /// LLVM bitcode, which `clang -emit-llvm` and, for BPF, `rustc --emit obj` write: `llc -march=bpf` or bpf-linker would
  /// make an object of it.
  case bitcode
  /// An `ar` archive: its members may be objects.
  case archive
  /// A file compressed with the named program.
  case compressed(String)
  /// A 32-bit ELF file for the named machine.
  case elf32(machine: String)
  /// A big-endian BPF object (`-target bpfeb`): no kernel on a little-endian machine can load it.
  case bigEndianBPF
  /// A 64-bit ELF file of the named type for another machine.
  case otherMachine(machine: String, type: String)
  /// An ELF file for BPF that is not a relocatable object.
  case linkedBPF(type: String)

  /// Whether it holds BPF programs all the same, in a form that cannot be loaded.
  public var isBPF: Bool {
    switch self {
    case .bigEndianBPF, .linkedBPF: true
    default: false
    }
  }

  /// What the file is, as the end of the sentence "this is ...".
  public var words: String {
    switch self {
    case .empty: "an empty file"
    case .unknown: "no ELF file"
    case .truncatedELF: "an ELF file that ends inside its header"
    case .text: "a text file"
    case .bitcode: "LLVM bitcode; make an object of it with clang -target bpf -c, or (Rust) with bpf-linker"
    case .archive: "an ar archive; extract its objects with ar x"
    case .compressed(let format): "a file compressed with \(format)"
    case .elf32(let machine): "a 32-bit ELF file for \(machine); BPF objects are 64-bit"
    case .bigEndianBPF: "a big-endian BPF object; compile it with clang -target bpfel for a little-endian machine"
    case .otherMachine(let machine, let type): "an ELF \(type) for \(machine); compile it with clang -target bpf"
    case .linkedBPF(let type): "an ELF \(type) for BPF; only relocatable objects can be loaded"
    }
  }

  /// Tells what bytes are; nil when they begin as a 64-bit little-endian relocatable BPF object does.
  init?(of region: ByteRegion) {
    guard region.count > 0 else {
      self = .empty
      return
    }
    let reader = ByteReader(region)
    guard reader.starts(with: ELFFormat.magic) else {
      self = FileKind(ofNonELF: reader)
      return
    }
    guard region.count >= 20 else {
      self = .truncatedELF
      return
    }
    let isBig = region[5] == ELFFormat.bigEndian
    let half = { (offset: Int) -> UInt16 in
      let value: UInt16 = reader.read(offset) ?? 0
      return isBig ? value.byteSwapped : value
    }
    let machine = half(18)
    let type = half(16)
    if machine == ELFFormat.machineBPF, isBig {
      self = .bigEndianBPF
    } else if region[4] != ELFFormat.class64 {
      self = .elf32(machine: FileKind.machineName(machine))
    } else if machine != ELFFormat.machineBPF, machine != ELFFormat.machineNone {
      self = .otherMachine(machine: FileKind.machineName(machine), type: FileKind.typeName(type))
    } else if isBig {
      self = .otherMachine(machine: "a big-endian machine", type: FileKind.typeName(type))
    } else if region.count < ELFFormat.headerSize {
      self = .truncatedELF
    } else if type != ELFFormat.typeRelocatable {
      self = .linkedBPF(type: FileKind.typeName(type))
    } else {
      return nil
    }
  }

  private init(ofNonELF reader: ByteReader) {
    if reader.starts(with: [0x42, 0x43, 0xc0, 0xde]) || reader.starts(with: [0xde, 0xc0, 0x17, 0x0b]) {
      self = .bitcode
    } else if reader.starts(with: "!<arch>\n".utf8) || reader.starts(with: "!<thin>\n".utf8) {
      self = .archive
    } else if reader.starts(with: [0x1f, 0x8b]) {
      self = .compressed("gzip")
    } else if reader.starts(with: [0xfd, 0x37, 0x7a, 0x58, 0x5a]) {
      self = .compressed("xz")
    } else if reader.starts(with: [0x28, 0xb5, 0x2f, 0xfd]) {
      self = .compressed("zstd")
    } else if reader.region[0..<512].array.allSatisfy({ $0 >= 0x20 && $0 != 0x7f || (0x09...0x0d).contains($0) }) {
      self = .text
    } else {
      self = .unknown
    }
  }

  /// The field's name of an `e_machine` value (`linux/elf-em.h`).
  private static func machineName(_ machine: UInt16) -> String {
    switch machine {
    case 3: "x86"
    case 8: "MIPS"
    case 20: "PowerPC"
    case 21: "PowerPC64"
    case 22: "s390"
    case 40: "ARM"
    case 43: "SPARC V9"
    case 62: "x86-64"
    case 183: "AArch64"
    case 243: "RISC-V"
    case ELFFormat.machineBPF: "BPF"
    case 258: "LoongArch"
    default: "machine \(machine)"
    }
  }

  /// The field's name of an `e_type` value.
  private static func typeName(_ type: UInt16) -> String {
    switch type {
    case ELFFormat.typeRelocatable: "relocatable object"
    case ELFFormat.typeExecutable: "executable"
    case ELFFormat.typeShared: "shared object"
    case ELFFormat.typeCore: "core dump"
    default: "file of type \(type)"
    }
  }
}

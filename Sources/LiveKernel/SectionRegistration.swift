import CLibbpf
import KernelFacts

/// Section names that are newer than the linked libbpf, registered with it from Assay's own table.
enum SectionRegistration {
  /// Done once in a process, when an object is met that has a section which libbpf does not know: libbpf's list is one
  /// for the process and has no lock, and few objects need it.
  static let once: Void = {
    for definition in missing {
      // `name+` is the name alone or followed by a slash and a target.
      let pattern = definition.match == .withTarget ? definition.name + "+" : definition.name
      var options = libbpf_prog_handler_opts()
      options.sz = MemoryLayout<libbpf_prog_handler_opts>.size
      options.cookie = Int(definition.flags.rawValue)
      unsafe options.prog_prepare_load_fn = { _, options, cookie in
        guard let options = unsafe options else { return 0 }
        let flags = SectionDefinition.Flags(rawValue: UInt8(truncatingIfNeeded: cookie))
        // include/uapi/linux/bpf.h: BPF_F_SLEEPABLE, BPF_F_XDP_HAS_FRAGS.
        if flags.contains(.sleepable) { unsafe options.pointee.prog_flags |= 1 << 4 }
        if flags.contains(.xdpFrags) { unsafe options.pointee.prog_flags |= 1 << 5 }
        return 0
      }
      let type = bpf_prog_type(definition.programType.rawValue)
      let attach = bpf_attach_type(definition.attachType?.rawValue ?? 0)
      // A refusal leaves the name unknown to libbpf, which says so when a program has it.
      unsafe _ = libbpf_register_prog_handler(pattern, type, attach, &options)
    }
  }()

  /// What the linked libbpf does not know and can load all the same. A program that attaches to a BTF type is not among
  /// it: libbpf looks the type up in code of its own.
  static let missing: [SectionDefinition] = SectionTable.all.filter {
    $0.libbpfSince > linked && !$0.flags.contains(.btfTarget)
  }

  /// The linked libbpf's version.
  static let linked = LibbpfVersion(Int(libbpf_major_version()), Int(libbpf_minor_version()))

  /// The definition that was registered for a section name, if it was.
  static func used(for section: String) -> SectionDefinition? {
    guard let definition = SectionTable.match(section)?.definition, definition.libbpfSince > linked else { return nil }
    return definition
  }
}

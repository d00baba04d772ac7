import KernelFacts

/// The ELF section that makes libbpf load a program as it was loaded.
enum SectionChoice {
  /// `BPF_F_SLEEPABLE` and `BPF_F_XDP_HAS_FRAGS` of include/uapi/linux/bpf.h.
  private static let sleepable: UInt32 = 1 << 4
  private static let fragments: UInt32 = 1 << 5

  /// Prefixes of the kernel's functions that libbpf puts before the names of targets.
  private static let prefixes = ["btf_trace_", "bpf_lsm_", "bpf_iter_"]

  /// A section for programs of the type, whatever they attach to; nil when libbpf knows none.
  static func anyName(for program: BundleProgram) -> String? {
    let type = ProgramType(rawValue: program.typeNumber)
    return SectionTable.all.first { $0.programType == type && !$0.flags.contains(.usdt) }?.name
  }

  /// The section's name; nil when libbpf knows none for the type.
  static func name(for program: BundleProgram) -> String? {
    let type = ProgramType(rawValue: program.typeNumber)
    let expected = AttachType(rawValue: program.expectedAttachType)
    let fitting = SectionTable.all.filter { definition in
      definition.programType == type && !definition.flags.contains(.usdt)
        // `syscall` programs sleep without being asked.
        && (definition.flags.contains(.sleepable) == (program.flags & sleepable != 0))
        && definition.flags.contains(.xdpFrags) == (program.flags & fragments != 0)
    }
    let exact = fitting.filter { $0.attachType.map { $0 == expected } ?? (expected.rawValue == 0) }
    let loose = fitting.filter { expected.rawValue == 0 && $0.flags.contains(.attachTypeOptional) }
    let candidates = exact.isEmpty ? loose : exact
    let event = probe(program)
    guard let chosen = candidates.first(where: { $0.name == event?.kind }) ?? candidates.first else { return nil }
    guard chosen.match == .withTarget else { return chosen.name }
    if let target = program.attachTarget, chosen.flags.contains(.btfTarget) {
      let prefix = prefixes.first { target.hasPrefix($0) } ?? ""
      return "\(chosen.name)/\(target.dropFirst(prefix.count))"
    }
    if let event, event.kind == chosen.name, let target = event.target { return "\(chosen.name)/\(target)" }
    if let name = program.attachments.first(where: { $0.way == .rawTracepoint })?.target {
      return "\(chosen.name)/\(name)"
    }
    return chosen.name
  }

  /// What a program was attached to, in two words: `kretprobe do_exit`.
  private static func probe(_ program: BundleProgram) -> (kind: String, target: String?)? {
    for attachment in program.attachments {
      guard let target = attachment.target, let space = target.firstIndex(of: " ") else { continue }
      let name = String(target[target.index(after: space)...])
      // Several functions, of which not all are named, are no pattern for libbpf.
      return (String(target[..<space]), name.contains(" ") || name.contains(",") ? nil : name)
    }
    return nil
  }
}

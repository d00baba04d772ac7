import Glibc
import Jobs
import KernelFacts

/// Turns what libbpf printed and the error number it returned into a verdict and words.
///
/// libbpf says why it refuses only in lines of text; they are the same from 1.0 to 1.8 but for small changes. The first
/// line that says something of its own is the cause: those that follow tell how the failure went up through libbpf.
struct RefusalReason {
  /// The error number, positive.
  let code: Int32
  /// libbpf's lines, without its prefix.
  let lines: [String]
  /// What can be said of the object's maps, by name.
  var complaints: [String: MapComplaint] = [:]
  /// What the program attaches to, which says among what to look for a name that is missing.
  var attachType: AttachType?

  /// Lines that only report that something above failed, or that libbpf tries another way.
  static func isNoise(_ line: String) -> Bool {
    let endings = ["Retrying without BTF.", "retrying without BTF.", "BTF is optional, ignoring."]
    if endings.contains(where: line.hasSuffix) { return true }
    let beginnings = [
      "failed to load object", "failed to load BPF skeleton", "failed to perform CO-RE relocations",
      "permission error while running as root", "skipping module BTFs loading", "-- BEGIN", "-- END",
      "elf: skipping", "Kernel doesn't support BTF, skipping uploading it.",
    ]
    if beginnings.contains(where: line.hasPrefix) { return true }
    guard line.hasPrefix("prog '") else { return false }
    return line.contains("': failed to load: ") || line.contains("': BPF program load failed: ")
      || line.contains("': failed to prepare load attributes: ")
      || line.contains("': failed to relocate data references")
      || line.contains("': failed to relocate: ")
  }

  /// libbpf 1.0 and later refuse an object with a section of `struct bpf_map_def`.
  static func isLegacyMaps(_ line: String) -> Bool { line.contains("legacy map definitions in 'maps' section") }

  /// The refusal: its evidence is the lines that are no noise.
  var refusal: Refusal {
    let telling = lines.filter { !Self.isNoise($0) }
    for line in telling {
      if var known = explain(line) {
        known.reason.errno = known.reason.errno ?? code
        known.reason.evidence = telling + known.reason.evidence
        return known
      }
    }
    if let words = verifierWords {
      return Refusal(
        .rejected,
        Reason(
          "the kernel refuses the program\(words)", advice: "assay verify --explain says why.", errno: code,
          evidence: telling))
    }
    let summary = telling.first.map { "libbpf: \($0)" } ?? "libbpf refused the object: \(ErrorNumber(code).text)"
    return Refusal(.loader, Reason(summary, errno: code, evidence: telling))
  }

  /// The last of what the verifier said, where libbpf printed its log: nothing of a log that was cut. Nil where it did not.
  private var verifierWords: String? {
    guard let begin = lines.firstIndex(where: { $0.hasSuffix("-- BEGIN PROG LOAD LOG --") }) else { return nil }
    guard let end = lines[begin...].firstIndex(where: { $0.hasPrefix("-- END PROG LOAD LOG") }) else { return "" }
    let last = lines[begin..<end].dropFirst().last { !$0.isEmpty && !$0.hasPrefix("processed ") }
    return last.map { ": \($0)" } ?? ""
  }

  /// What a map refused by the kernel outside of libbpf's own load comes to.
  static func ofMap(_ error: KernelError) -> Refusal {
    Refusal(
      .loader,
      Reason(
        error.summary, advice: "Set its sizes with --set-map, or correct its declaration.", errno: error.code,
        evidence: error.lines))
  }

  private func explain(_ line: String) -> Refusal? {
    mapRefusal(line) ?? targetRefusal(line) ?? externRefusal(line) ?? typesRefusal(line) ?? fileRefusal(line)
  }

  /// The text between the first pair of single quotes.
  private func quoted(_ line: String, _ index: Int = 0) -> String {
    let parts = line.split(separator: "'", omittingEmptySubsequences: false)
    let at = 2 * index + 1
    return at < parts.count ? String(parts[at]) : ""
  }
}

// MARK: - Maps

extension RefusalReason {
  private func mapRefusal(_ line: String) -> Refusal? {
    guard line.hasPrefix("map '") else { return nil }
    let map = quoted(line)
    if line.contains("failed to create inner map: ") {
      return .loader(
        "the inner map of map \(map) cannot be created: \(ErrorNumber(code).text)",
        advice: "Correct the declaration of the inner map: the kernel refuses its type or its sizes.")
    }
    if line.contains("': failed to create: ") { return creationRefusal(map) }
    if line.contains("map type isn't specified") {
      return .loader("map \(map) has no type", advice: "Write __uint(type, BPF_MAP_TYPE_...) in its declaration.")
    }
    if line.contains("unknown field") {
      return .loader(
        "map \(map) has a field that the linked libbpf does not know: \(quoted(line, 1))",
        advice: "Remove the field, or load the object with its own loader.")
    }
    return nil
  }

  private func creationRefusal(_ map: String) -> Refusal {
    let what = "map \(map) cannot be created: \(ErrorNumber(code).text)"
    let kernel = KernelVersion(KernelRelease.running.release)
    if let complaint = complaints[map], let since = complaint.missingSince(kernel) {
      return Refusal(
        .environment, Reason("map \(map) is of type \(complaint.settings.type.name), which kernels have since \(since)")
      )
    }
    switch code {
    case EPERM:
      // Before 5.11 maps are charged to the locked memory of the user, and the answer is EPERM too.
      if let kernel, kernel < KernelVersion(5, 11) {
        return Refusal(
          .environment,
          Reason(
            "\(what); before 5.11 maps count against the limit on locked memory (RLIMIT_MEMLOCK)",
            advice: "Raise the limit (ulimit -l unlimited), or run with CAP_SYS_RESOURCE."))
      }
      return Refusal(.environment, Reason(what, advice: PermissionReason.advice(for: [.bpf])))
    case ENOMEM:
      return Refusal(
        .environment, Reason(what, advice: "The machine or the cgroup has not enough memory: make the map smaller."))
    case E2BIG where complaints[map]?.rule == nil:
      return .loader(
        what, advice: "Its keys, values or number of entries are above the kernel's limit: --set-map sets them.")
    default:
      if let rule = complaints[map]?.rule {
        return .loader("\(what): \(rule)", advice: "Correct the declaration of the map, or set it with --set-map.")
      }
      return .loader(
        what,
        advice:
          "The kernel refuses its type, its sizes or its flags: an older kernel may lack the type, and sizes that "
          + "its own loader sets can be given with --set-map.")
    }
  }
}

// MARK: - Attach targets

extension RefusalReason {
  /// What is said of a program whose attach target the kernel does not have.
  static func absentTarget(_ target: String) -> String { "attach target \(target) is not in this kernel's BTF" }

  private func targetRefusal(_ line: String) -> Refusal? {
    guard line.hasPrefix("prog '") else { return nil }
    if line.contains("failed to find kernel BTF type ID of") {
      let target = quoted(line, 1)
      let near = attachType.map { NearTargets(to: target, attachType: $0) }
      let names = near?.names ?? []
      var refusal = Refusal.loader(
        Self.absentTarget(target),
        advice: names.isEmpty
          ? "Look for its name in this kernel: functions are renamed and inlined from release to release."
          : "This kernel has \(names.joined(separator: ", ")).")
      refusal.reason.evidence = near?.line.map { [$0] } ?? []
      return refusal
    }
    if line.contains("no BTF-based attach target is specified") {
      return .loader(
        "the section names no attach target", advice: "Write SEC(\"fentry/FUNCTION\") with the function to attach to.")
    }
    if line.contains("attach program FD is not set") {
      return .loader(
        "a freplace program needs the program that it replaces a function of",
        advice: "Give the object and program with --replace-target.")
    }
    if line.contains("failed to find BPF program (FD") {
      return .loader(
        "the replaced program has no function \(quoted(line, 1))",
        advice: "The function must be global in the target, and the target must have BTF.")
    }
    if line.contains("missing BPF prog type") {
      return sectionRefusal(quoted(line, 1))
    }
    if line.contains("program isn't referenced anywhere") {
      return .loader(
        "no struct_ops map refers to the program",
        advice: "Set a member of a variable in SEC(\".struct_ops\") to it.")
    }
    return nil
  }

  /// A section name that is none of libbpf's.
  private func sectionRefusal(_ section: String) -> Refusal {
    let summary = "section \(section) does not say what type of program this is"
    if let match = SectionTable.match(section), match.definition.libbpfSince > SectionRegistration.linked {
      return .loader(
        "section \(section) needs libbpf >= \(match.definition.libbpfSince); this is \(SectionRegistration.linked)",
        advice: "Build Assay with a newer libbpf.")
    }
    // A slip of the pen begins with a known name by chance: tp_bft with tp.
    let near = SectionTable.nearest(to: section)
    if !near.isEmpty { return .loader(summary, advice: "Did you mean \(near.joined(separator: ", or "))?") }
    if let successor = SectionTable.successor(of: section) {
      return .loader(summary, advice: "libbpf before 1.0 took it; write \(successor.name) now.")
    }
    return .loader(
      summary,
      advice:
        "Use one of libbpf's section names; Assay guesses the type only from a context argument such as struct xdp_md *."
    )
  }
}

// MARK: - Externs

extension RefusalReason {
  private func externRefusal(_ line: String) -> Refusal? {
    guard line.hasPrefix("extern ") else { return nil }
    let name = quoted(line)
    if line.hasSuffix("(strong): not resolved") {
      return name.hasPrefix("CONFIG_") || name.hasPrefix("LINUX_")
        ? .loader(
          "\(name) is not in this kernel's configuration",
          advice: "Declare it __weak, which makes it 0 where it is missing, or use a kernel that has it.")
        : .loader("extern \(name) is not in this kernel", advice: "Declare it __weak and test its address.")
    }
    if line.hasPrefix("extern (func ksym)") {
      if line.contains("incompatible") {
        return .loader(
          "kfunc \(name) has another prototype in this kernel",
          advice: "Declare it as this kernel does; a __weak variant with ___SUFFIX can stand beside it.")
      }
      return .loader(
        "kfunc \(name) is not in this kernel or its modules",
        advice: "Declare it __weak and test it with bpf_ksym_exists(), or ask for a kernel that has it.")
    }
    if line.hasPrefix("extern (var ksym)") {
      return .loader(
        line.contains("incompatible")
          ? "kernel variable \(name) has another type in this kernel"
          : "kernel variable \(name) is not in this kernel's BTF",
        advice: "Declare it __weak and test its address, or read it another way on this kernel.")
    }
    if line.hasPrefix("extern (ksym)") || line.hasPrefix("extern (strong ksym)") {
      return .loader("kernel symbol \(name) could not be resolved: \(line)")
    }
    if line.hasPrefix("extern (kcfg)") || line.contains("Kconfig") {
      return .loader(
        "kernel configuration value \(name) does not fit its declaration: \(line)",
        advice: "Declare it with the type that the kernel's configuration gives it, or __weak.")
    }
    return .loader(line)
  }
}

// MARK: - BTF and CO-RE

extension RefusalReason {
  private func typesRefusal(_ line: String) -> Refusal? {
    if line.hasPrefix("Error loading vmlinux BTF") || line.hasPrefix("failed to find valid kernel BTF")
      || line.hasPrefix("vmlinux BTF is not found")
    {
      return Refusal(
        .environment,
        Reason(
          "this kernel gives no BTF, which the program needs", advice: "Use a kernel built with CONFIG_DEBUG_INFO_BTF.")
      )
    }
    if line.hasPrefix("Error loading .BTF into kernel") {
      return .loader(
        "the kernel refuses the object's BTF: \(ErrorNumber(code).text)",
        advice:
          "An older kernel refuses kinds of a newer compiler: build with an older -mcpu or compiler, or use CO-RE types "
          + "that the kernel knows.")
    }
    if line.hasPrefix("BTF is required, but is missing or corrupted") {
      return .loader(
        "the object has no BTF, which its maps or programs need", advice: "Compile it with clang -g -target bpf.")
    }
    if line.contains(": relo #") {
      return .loader(
        "a CO-RE relocation cannot be done: \(line)",
        advice: "The type or field is not in this kernel as declared: guard it with bpf_core_field_exists().")
    }
    if line.hasPrefix("struct_ops init_kern") {
      return .loader(
        "the kernel has no struct_ops that fits: \(line)",
        advice: "The kernel's structure lacks the type or the member, or a module with it is not loaded.")
    }
    return nil
  }
}

// MARK: - The file

extension RefusalReason {
  private func fileRefusal(_ line: String) -> Refusal? {
    if Self.isLegacyMaps(line) {
      return .loader(
        "legacy map definitions in section maps", advice: "Declare the maps in SEC(\".maps\") with BTF.")
    }
    if line.hasPrefix("sec '"), line.contains("is static and not supported") {
      return .loader(
        "program \(quoted(line, 1)) in section \(quoted(line)) is static",
        advice: "A program must be global. A name that ends in .cold.N was split off by the compiler: build with "
          + "-mllvm -hot-cold-split=false.")
    }
    if line.hasPrefix("elf: endianness mismatch") {
      return .loader(
        "the object is of the other byte order", advice: "Compile it with -target bpf, or load it on such a machine.")
    }
    if line.hasPrefix("elf: "), line.contains("is not a valid eBPF object file") {
      return .loader("the file is an ELF file, but not of BPF", advice: "Compile it with clang -target bpf.")
    }
    if line.hasPrefix("elf: "), line.contains("is not a proper ELF object") || line.contains("as ELF file") {
      return .loader("the file is not an ELF object")
    }
    return nil
  }
}

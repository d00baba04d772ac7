import BTF
import Findings
import KernelFacts

/// Names of the running kernel that somebody may have meant by an attach target which it does not have.
struct NearTargets {
  /// What the names are, in one word: `functions`, `hooks`, `tracepoints`, `iterators`.
  let noun: String
  /// At most three, nearest first.
  let names: [String]

  /// Searches the kernel's BTF; without names where it has none that is near.
  init(to target: String, attachType: AttachType) {
    self.init(to: target, attachType: attachType, in: try? TypeTable(region: ByteRegion(mapping: TypeTable.kernelPath)))
  }

  init(to target: String, attachType: AttachType, in types: TypeTable?) {
    // libbpf's `btf_get_kernel_prefix_kind`.
    let (prefix, kind, noun): (String, TypeKind, String) =
      switch attachType {
      case .lsmMac, .lsmCgroup: ("bpf_lsm_", .func, "hooks")
      case .traceRawTp: ("btf_trace_", .typedef, "tracepoints")
      case .traceIter: ("bpf_iter_", .func, "iterators")
      default: ("", .func, "functions")
      }
    self.noun = noun
    guard let types, (3...64).contains(target.utf8.count) else {
      names = []
      return
    }
    let tolerated = max(1, target.utf8.count / 6)
    var scored: [(name: String, distance: Int)] = []
    for id in types.ownIDs {
      guard let type = try? types.type(id), type.kind == kind else { continue }
      let whole = type.name
      guard whole.hasPrefix(prefix) else { continue }
      let name = String(whole.dropFirst(prefix.count))
      if let distance = Self.distance(target, name, tolerated: tolerated) { scored.append((name, distance)) }
    }
    scored.sort { ($0.distance, $0.name.utf8.count, $0.name) < ($1.distance, $1.name.utf8.count, $1.name) }
    var found: [String] = []
    for (name, _) in scored where found.count < 3 && !found.contains(name) { found.append(name) }
    names = found
  }

  /// Edits from what was written to a name; 0 for the rest of a name that was cut short, such as `do_sys_openat2` for
  /// `do_sys_open`, or that has the architecture's prefix. Nil when they are no likely slip.
  private static func distance(_ written: String, _ name: String, tolerated: Int) -> Int? {
    if name.hasSuffix("_" + written), name.hasPrefix("__") { return 0 }
    let difference = abs(written.utf8.count - name.utf8.count)
    if difference <= 8, name.hasPrefix(written) { return tolerated }
    guard difference <= tolerated else { return nil }
    let distance = NearestName.distance(written, name)
    return (1...tolerated).contains(distance) ? distance : nil
  }

  /// The names as a line of evidence; nil without names.
  var line: String? { names.isEmpty ? nil : "kernel BTF has \(noun) \(names.joined(separator: ", "))" }
}

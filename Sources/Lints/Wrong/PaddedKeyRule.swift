public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// A hash key of which some bytes were never written.
public enum PaddedKeyRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2107", name: "padded-key", group: .wrong, severity: .error,
    title: "bytes of a hash map's key are never written",
    why: """
      A hash compares keys byte for byte, padding included. An initialiser sets the members and leaves padding as it was: \
      whatever the stack held. Since 6.3 the verifier lets that through (with CAP_PERFMON), and the entry is never found \
      again; older kernels refuse the program.
      """,
    fix: "clear the key with __builtin_memset before filling it, or give the padding a member that is set",
    seeAlso: ["A1301"])

  private static let helpers: Set<String> = ["bpf_map_lookup_elem", "bpf_map_update_elem", "bpf_map_delete_elem"]
  private static let types: Set<MapType> = [.hash, .percpuHash, .lruHash, .lruPercpuHash, .hashOfMaps]

  /// The first such call for each map of a program.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.flatMap { program -> [Finding] in
      var told: Set<String> = []
      return program.flow.calls.compactMap { call in
        guard let helper = call.helper?.name, helpers.contains(helper), let map = subject.map(call.arguments[0]),
          types.contains(map.type), case .frame(let offset) = call.arguments[1],
          case let missing = program.flow.unwritten(offset, count: Int(map.keySize), before: call), !missing.isEmpty,
          // A key of which nothing was written is no matter of padding: the verifier tells.
          missing.count < Int(map.keySize), told.insert(map.name).inserted
        else { return nil }
        return finding(
          "\(ByteWords.list(missing)) of the key of \(map.name) are never written", in: program, slot: call.slot,
          label: "the key has \(map.keySize) bytes; what the others hold is chance",
          claim: .inferred(because: "no path to the call writes them"))
      }
    }
  }
}

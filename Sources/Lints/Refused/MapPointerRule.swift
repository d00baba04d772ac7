public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// A key or value that is shorter than the map's.
public enum MapPointerRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2024", name: "map-pointer", group: .refused, severity: .error,
    title: "a key or value that is passed has fewer bytes than the map's",
    why: """
      Map helpers take the key and the value by pointer, and read or write as many bytes as the map was declared with: an \
      int where the map has 8 bytes makes them go past the end of the variable. Past the end of the stack, of a map value \
      or of the globals, the verifier refuses it.
      """,
    fix: "pass a variable of the map's own key or value type", seeAlso: ["A1006"])

  /// By helper: the arguments that are a key and a value.
  private static let helpers: [String: (key: Int?, value: Int?)] = [
    "bpf_map_lookup_elem": (1, nil), "bpf_map_update_elem": (1, 2), "bpf_map_delete_elem": (1, nil),
    "bpf_map_push_elem": (nil, 1), "bpf_map_pop_elem": (nil, 1), "bpf_map_peek_elem": (nil, 1),
    "bpf_map_lookup_percpu_elem": (1, nil),
  ]

  /// Whether a helper is one of those that are looked at here.
  static func takesMap(_ helper: String?) -> Bool { helper.map { helpers[$0] != nil } ?? false }

  /// Each such argument.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.flatMap { program -> [Finding] in
      // A value of a map is as long as the map says, whatever its lookup's result is called by then.
      let values = Dictionary(
        program.calls(of: "bpf_map_lookup_elem").compactMap { call -> (Int, MapDefinition)? in
          guard let map = subject.map(call.arguments[0]), map.type != .arrayOfMaps, map.type != .hashOfMaps else {
            return nil
          }
          return (call.slot, map)
        }, uniquingKeysWith: { first, _ in first })
      return program.flow.calls.flatMap { call -> [Finding] in
        guard let places = call.helper?.name.flatMap({ helpers[$0] }), let map = subject.map(call.arguments[0]) else {
          return []
        }
        let wanted = [(places.key, Int(map.keySize), "key"), (places.value, Int(map.valueSize), "value")]
        return wanted.compactMap { argument, size, word in
          guard let argument, size > 0, let (room, place) = room(call.arguments[argument], values, subject), room >= 0,
            room < size
          else { return nil }
          return finding(
            "the \(word) of \(map.name) has \(size) bytes, and \(room) are left \(place)", in: program, slot: call.slot,
            label: "goes \(size - room) past the end",
            claim: .inferred(because: "the map's declaration has the size"))
        }
      }
    }
  }

  /// The bytes from where an address points to the end of what it points into; nil where that is not known.
  private static func room(
    _ address: SymbolicValue, _ values: [Int: MapDefinition], _ subject: LintSubject
  ) -> (bytes: Int, place: String)? {
    switch address {
    case .frame(let offset): return offset < 0 ? (-offset, "of the stack") : nil
    case .variable(let map, let offset):
      guard subject.object.maps.indices.contains(map), subject.object.maps[map].origin == .data else { return nil }
      return (Int(subject.object.maps[map].valueSize) - offset, "of \(subject.object.maps[map].section)")
    default:
      guard case .result(let slot) = address.base, let map = values[slot] else { return nil }
      return (Int(map.valueSize) - Int(clamping: address.offset), "of the value of \(map.name)")
    }
  }
}

import BPF
import Testing

@testable import KernelFacts

@Suite struct HelperPrototypeTests {
  @Test func `Every row is of a helper, with a size behind each memory`() {
    #expect(HelperPrototype.all.count == FactTable.lines(HelperPrototype.table).count)
    for (helper, prototype) in HelperPrototype.all {
      #expect(helper.name != nil && prototype.arguments.count <= 5, "\(helper)")
      for (index, argument) in prototype.arguments.enumerated() {
        let next = prototype.arguments.dropFirst(index + 1).first
        switch argument {
        case .read, .written, .readOrNull, .writtenOrNull:
          #expect(next == .size || next == .sizeOrZero, "\(helper.name ?? "")")
        default: break
        }
      }
    }
  }

  private func prototype(_ name: String) -> HelperPrototype? { HelperID(name: name).flatMap(HelperPrototype.of) }

  @Test func `Well-known helpers take and give what they do`() {
    #expect(prototype("bpf_map_lookup_elem")?.arguments == [.map, .key])
    #expect(prototype("bpf_map_lookup_elem")?.result == .valueOrNull)
    #expect(prototype("bpf_ringbuf_reserve")?.arguments == [.map, .reserved, .anything])
    #expect(prototype("bpf_ringbuf_reserve")?.result == .recordOrNull)
    #expect(prototype("bpf_xdp_adjust_head")?.movesPacket == true)
    #expect(prototype("bpf_map_lookup_elem")?.movesPacket == false)
    #expect(HelperPrototype.of(HelperID(rawValue: 100_000)) == nil)
  }
}

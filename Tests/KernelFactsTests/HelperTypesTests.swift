import BPF
import Testing

@testable import KernelFacts

@Suite struct HelperTypesTests {
  private func allows(_ helper: String, _ type: ProgramType) throws -> Bool? {
    HelperTypes.allows(try #require(HelperID(name: helper)), in: type)
  }

  @Test func `Every row is of a type and names helpers that exist`() {
    for (type, helpers) in HelperTypes.byType {
      #expect(type == "all" || ProgramType(name: type) != nil, "\(type)")
      #expect(!helpers.isEmpty && helpers.isSubset(of: HelperID.all), "\(type)")
    }
    #expect(HelperTypes.byType.count > 20)
  }

  @Test func `Well-known helpers are for the types that they are for`() throws {
    #expect(try allows("bpf_map_lookup_elem", .xdp) == true)
    #expect(try allows("bpf_redirect_map", .xdp) == true)
    #expect(try allows("bpf_redirect_map", .kprobe) == false)
    #expect(try allows("bpf_skb_store_bytes", .schedCls) == true)
    #expect(try allows("bpf_skb_store_bytes", .xdp) == false)
    #expect(try allows("bpf_get_stackid", .kprobe) == true)
    #expect(try allows("bpf_get_stackid", .xdp) == false)
    // Not asked: a type that did not load there, a helper that its configuration gave no type.
    #expect(try allows("bpf_map_lookup_elem", .tracing) == nil)
    #expect(try allows("bpf_override_return", .kprobe) == nil)
  }
}

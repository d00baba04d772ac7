import BPF
import Testing

struct HelperIDTests {
  @Test func `The table holds every helper once`() {
    let names = HelperID.all.map(\.name)
    #expect(names.count == 211)
    #expect(Set(names).count == 211)
    #expect(HelperID(rawValue: 0).name == "bpf_unspec")
    #expect(HelperID(rawValue: 211).name == "bpf_cgrp_storage_delete")
    #expect(HelperID(rawValue: 212).name == nil)
    #expect(HelperID(rawValue: .max).name == nil)
    #expect(HelperID(name: "bpf_no_such_helper") == nil)
  }

  @Test(arguments: HelperID.all)
  func `Every row has a helper's name and is found by it`(_ helper: HelperID) throws {
    let name = try #require(helper.name)
    #expect(name.hasPrefix("bpf_"))
    #expect(name.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "_" })
    #expect(HelperID(name: name) == helper)
  }
}

import Foundation
import TestSupport
import Testing

@testable import KernelFacts

@Suite struct ReturnNamesTests {
  @Test func `every row decodes, and every type in it is one`() {
    #expect(ReturnNames.rows.count == FactTable.lines(ReturnNames.table).count)
    for row in ReturnNames.rows {
      #expect(row.types.allSatisfy { ProgramType(name: $0) != nil })
      #expect(!row.entries.isEmpty && row.entries.allSatisfy { UInt32(exactly: $0.value) != nil || $0.value == -1 })
    }
    let types = ReturnNames.rows.flatMap(\.types)
    #expect(Set(types).count == types.count)
  }

  @Test func `a value is shown as its type means it`() {
    #expect(ReturnNames.text(1, of: .xdp) == "XDP_DROP (1)")
    #expect(ReturnNames.text(57, of: .xdp) == "57")
    #expect(ReturnNames.text(0xffff_ffff, of: .xdp) == "4294967295")
    #expect(ReturnNames.text(0xffff_ffff, of: .schedCls) == "TC_ACT_UNSPEC (-1)")
    #expect(ReturnNames.text(2, of: .schedAct) == "TC_ACT_SHOT (2)")
    #expect(ReturnNames.text(0xffff_ffea, of: .syscall) == "-22")
    #expect(ReturnNames.text(0, of: .skLookup) == "SK_DROP (0)")
    #expect(ReturnNames.text(128, of: .lwtXmit) == "BPF_LWT_REROUTE (128)")
    #expect(ReturnNames.text(1, of: .netfilter) == "NF_ACCEPT (1)")
    #expect(ReturnNames.text(0, of: .cgroupSkb) == "deny (0)")
  }

  /// The compiler reads the numbers from the kernel's own headers.
  @Test func `the kernel's headers say the same`() async throws {
    // Installed headers may be older than the names of 5.19 and 6.6, which are no macros to ask for.
    let entries = ReturnNames.rows.flatMap(\.entries).filter {
      !["allow", "deny", "BPF_FLOW_DISSECTOR_CONTINUE"].contains($0.name) && !$0.name.hasPrefix("TCX_")
    }
    let source =
      "#include <linux/bpf.h>\n#include <linux/netfilter.h>\n#include <linux/pkt_cls.h>\n"
      + entries.map { "_Static_assert(\($0.name) == \($0.value), \"\($0.name)\");\n" }.joined()
    let directory = try TemporaryDirectory()
    let file = try directory.write(source, to: "names.c")
    let clang = try #require(Executables.find("clang"))
    let result = try await RunningCommand.run(clang, ["-fsyntax-only", file.path])
    #expect(result.ending == .status(0), "\(result.errorText)")
  }
}

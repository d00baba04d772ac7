import BPF
import Testing

@testable import KernelFacts

@Suite struct HelperFactsTests {
  @Test func `every helper that has a name has facts`() {
    #expect(HelperFacts.all.count == FactTable.lines(HelperFacts.table).count)
    #expect(HelperFacts.all.map(\.helper) == HelperID.all)
  }

  @Test func `helpers came to the kernel in the order of their numbers`() {
    #expect(HelperFacts.all.map(\.since) == HelperFacts.all.map(\.since).sorted())
  }

  @Test func `well-known helpers are as their history says`() throws {
    func facts(_ name: String) throws -> HelperFacts {
      let helper = try #require(HelperID(name: name))
      return try #require(HelperFacts.of(helper))
    }
    #expect(try facts("bpf_map_lookup_elem").since == KernelVersion(3, 19))
    #expect(try facts("bpf_map_lookup_elem").gplOnly == false)
    #expect(try facts("bpf_trace_printk").gplOnly == true)
    #expect(try facts("bpf_ktime_get_ns").gplOnly == false)
    #expect(try facts("bpf_ringbuf_output").since == KernelVersion(5, 8))
    #expect(try facts("bpf_ringbuf_output").gplOnly == false)
    #expect(try facts("bpf_probe_read_kernel").gplOnly == true)
    #expect(try facts("bpf_loop").since == KernelVersion(5, 17))
    #expect(try facts("bpf_user_ringbuf_drain").since == KernelVersion(6, 1))
    #expect(try facts("bpf_cgrp_storage_get").since == KernelVersion(6, 2))
    #expect(HelperFacts.of(HelperID(rawValue: 0)) == nil)
    #expect(HelperFacts.of(HelperID(rawValue: 212)) == nil)
    #expect(HelperFacts.of(HelperID(rawValue: .max)) == nil)
  }
}

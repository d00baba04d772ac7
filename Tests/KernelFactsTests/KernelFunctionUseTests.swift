import Testing

@testable import KernelFacts

@Suite struct KernelFunctionUseTests {
  @Test func `Every row says what a function does`() {
    for row in FactTable.lines(KernelFunctionUse.table) {
      let fields = FactTable.fields(row)
      #expect(fields.count == 2 && KernelFunctionUse.of(fields[0]) != nil, "\(row)")
    }
  }

  @Test func `What is given can be taken back, and iterators are made and ended`() {
    #expect(KernelFunctionUse.of("bpf_task_from_pid") == .gives)
    #expect(KernelFunctionUse.of("bpf_task_release") == .takes)
    #expect(KernelFunctionUse.of("bpf_iter_num_new") == .makes)
    #expect(KernelFunctionUse.of("bpf_iter_num_destroy") == .ends)
    #expect(KernelFunctionUse.of("bpf_iter_num_next") == nil)
    #expect(KernelFunctionUse.of("bpf_rcu_read_lock") == nil)
  }
}

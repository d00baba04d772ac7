import Testing

@testable import KernelFacts

@Suite struct QuietFunctionTests {
  @Test func `Every row of the quiet functions decodes and is found by its name`() {
    #expect(QuietFunction.all.count == FactTable.lines(QuietFunction.table).count)
    for function in QuietFunction.all { #expect(QuietFunction.named(function.name) == function) }
    #expect(QuietFunction.named("do_sys_open")?.successor == "do_sys_openat2")
    #expect(QuietFunction.named("do_sys_openat2") == nil)
  }
}

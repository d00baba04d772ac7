import Testing

@testable import KernelFacts

@Suite struct ContextFieldTests {
  @Test func `Every row of the context fields decodes, and none overlaps another of its struct`() {
    #expect(ContextField.all.count == FactTable.lines(ContextField.table).count)
    for (structure, fields) in Dictionary(grouping: ContextField.all, by: \.structure) {
      let sorted = fields.sorted { $0.offset < $1.offset }
      for (first, second) in zip(sorted, sorted.dropFirst()) {
        #expect(first.offset + first.size <= second.offset, "\(structure).\(second.name)")
      }
    }
  }

  @Test func `A byte leads to its field`() {
    #expect(ContextField.of(.schedCls, at: 185)?.name == "hwtstamp")
    #expect(ContextField.of(.xdp, at: 20)?.since == KernelVersion(5, 8))
    // `data`, as old as the type; and a type whose context is not in the table.
    #expect(ContextField.of(.xdp, at: 0) == nil)
    #expect(ContextField.of(.kprobe, at: 0) == nil)
  }
}

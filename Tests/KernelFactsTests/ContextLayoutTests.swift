import KernelFacts
import Testing

@testable import KernelFacts

@Suite struct ContextLayoutTests {
  @Test func `every row of the table is read`() throws {
    let lines = ContextLayout.table.description.split(separator: "\n").count
    #expect(ContextLayout.rows.count == lines)
  }

  @Test func `fields lie within their struct and in order`() throws {
    let sizes = ["u8": 1, "u16": 2, "u32": 4, "u64": 8, "be16": 2, "be32": 4, "ptr": 8]
    for structure in ContextLayout.structures {
      let layout = try #require(ContextLayout.of(structure))
      #expect(Set(ContextLayout.rows.filter { $0.structure == structure }.map(\.size)).count == 1)
      var end = 0
      for field in layout.fields where field.form ?? 1 == 1 {
        #expect(field.offset >= end, "\(structure).\(field.name)")
        end = field.offset + (field.count ?? 1) * (try #require(sizes[field.type], "\(field.type)"))
        #expect(end <= layout.size, "\(structure).\(field.name)")
      }
    }
  }

  @Test func `every struct of a type is in the table`() throws {
    for facts in ProgramTypeFacts.all {
      guard let structure = ContextLayout.structure(of: facts.type) else { continue }
      #expect(ContextLayout.of(structure) != nil, "\(structure)")
    }
    #expect(ContextLayout.of("task_struct") == nil)
    #expect(ContextLayout.structure(of: .kprobe) == nil)
  }

  @Test func `fields that later kernels brought stand at the same places`() throws {
    for row in ContextLayout.rows {
      guard
        let later = ContextField.of(
          try #require(
            row.structure == "xdp_md" ? ProgramType.xdp : row.structure == "__sk_buff" ? .schedCls : .skLookup),
          at: row.field.offset), later.structure == row.structure
      else { continue }
      #expect(later.name == row.field.name)
    }
  }
}

import Jobs
import Reports
import Testing

@Suite struct RowFilterTests {
  private func names(_ filters: String...) throws -> [String] {
    let filter = try RowFilter(filters)
    return Rows.report.rows.filter(filter.admits).map(\.outcome.program.name)
  }

  @Test func `a pattern picks programs by name`() throws {
    #expect(try names("xdp_*") == ["xdp_firewall"])
    #expect(try names("xdp_*", "b?g") == ["xdp_firewall", "big"])
  }

  @Test func `a pair of patterns picks by input and program`() throws {
    #expect(try names("exec*/*") == ["big", "on_open"])
    #expect(try names("exec.bpf.c/big") == ["big"])
  }

  @Test func `a figure is compared with a number`() throws {
    #expect(try names("verified > 1000") == ["xdp_firewall"])
    #expect(try names("verified>1k") == ["xdp_firewall"])
    #expect(try names("share < 1%") == ["big"])
    #expect(try names("verified <= 116") == ["big"])
  }

  @Test func `words are compared with patterns`() throws {
    #expect(try names("verdict = rejected") == ["big"])
    #expect(try names("verdict != accepted and section = raw_tp*") == ["big"])
    #expect(try names("id = A1*") == ["big"])
  }

  @Test func `a filter with an exclamation mark takes rows away`() throws {
    #expect(try names("exec*/*", "!big") == ["on_open"])
    #expect(try names("!verdict = accepted", "!verdict = loader") == ["big", "on_open", ""])
  }

  @Test(arguments: [
    ("verifed > 3", "did you mean 'verified'?"), ("verified > many", "compared with a number"),
    ("verdict = rejcted", "did you mean 'rejected'?"), ("verdict < rejected", "= or !="), ("", "an empty filter"),
  ])
  func `a filter that cannot be read says why`(text: String, message: String) {
    let error = #expect(throws: OptionError.self) { try RowFilter([text]) }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
  }

  @Test func `rows sort by several keys and rows without a figure come last`() throws {
    let keys = [try SortKey("verified:asc"), try SortKey("program")]
    let sorted = SortKey.sort(Rows.report.rows, by: keys).map(\.outcome.program.name)
    #expect(sorted == ["big", "xdp_firewall", "", "on_open", "x\u{1B}[31mred"])
    #expect(throws: OptionError.self) { try SortKey("verified:up") }
    #expect(throws: OptionError.self) { try SortKey("speed") }
  }
}

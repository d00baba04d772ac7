import Jobs
import Reports
import Testing

@Suite struct VerifyCSVTests {
  /// A reader of RFC 4180, written for the test.
  private func parse(_ text: String) -> [[String]] {
    var records: [[String]] = [[]]
    var field = ""
    var quoted = false
    var scalars = Array(text.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      switch (scalar, quoted) {
      case ("\"", true) where scalars.first == "\"":
        scalars.removeFirst()
        field.append("\"")
      case ("\"", _): quoted.toggle()
      case (",", false):
        records[records.count - 1].append(field)
        field = ""
      case ("\r", false): break
      case ("\n", false):
        records[records.count - 1].append(field)
        records.append([])
        field = ""
      default: field.unicodeScalars.append(scalar)
      }
    }
    return records.dropLast()
  }

  @Test func `no foreign byte reaches a terminal`() {
    let text = VerifyCSV.render(VerifyReport(assay: "0.1.0", rows: [Rows.hostile]), escaped: true)
    #expect(text.utf8.allSatisfy { $0 >= 32 || $0 == 10 || $0 == 13 })
    #expect(text.contains(#"x\x1b[31mred"#) && text.split(separator: "\r\n").count == 2)
  }

  @Test func `every row reads back as it was`() throws {
    let records = parse(VerifyCSV.render(Rows.report))
    #expect(records.count == Rows.report.rows.count + 1)
    #expect(records[0] == VerifyColumn.all.map(\.name))
    #expect(Set(records.map(\.count)) == [VerifyColumn.all.count])
    let program = try #require(records[0].firstIndex(of: "program"))
    let reason = try #require(records[0].firstIndex(of: "reason"))
    let verified = try #require(records[0].firstIndex(of: "verified"))
    let share = try #require(records[0].firstIndex(of: "share"))
    for (record, row) in zip(records.dropFirst(), Rows.report.rows) {
      #expect(record[program] == row.outcome.program.name)
      #expect(record[reason] == row.outcome.reason?.summary ?? "")
      #expect(record[verified] == row.outcome.figures.verifiedInstructions.map(String.init) ?? "")
    }
    #expect(records[1][share] == "8.1905")
  }
}

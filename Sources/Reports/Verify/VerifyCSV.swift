public import Jobs

/// A verify report as CSV (RFC 4180): every column by its name, figures as plain numbers, absent ones empty.
public enum VerifyCSV {
  /// The report's rows under one line of names. `escaped` is for a terminal, which control characters in names must not
  /// reach; a file gets the names as they are.
  public static func render(_ report: VerifyReport, escaped: Bool = false) -> String {
    let columns = VerifyColumn.all
    var text = CSV.line(columns.map(\.name))
    for row in report.rows {
      text += CSV.line(
        columns.map { column in
          switch column {
          case .words(let words): escaped ? TerminalText.escape(words.text(row)) : words.text(row)
          case .figure(let figure): figure.value(row.outcome).map(figure.plain) ?? ""
          }
        })
    }
    return text
  }
}

extension VerifyFigure {
  /// The figure as a number in its unit; shares in percent.
  func plain(_ number: Int) -> String {
    if case .share = unit { NumberText.decimal(Double(number) / 10_000, places: 4) } else { String(number) }
  }
}

/// Comma-separated values.
enum CSV {
  /// One record, fields quoted where they must be.
  static func line(_ fields: [String]) -> String {
    fields.map { field in
      guard field.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return field }
      return "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }.joined(separator: ",") + "\r\n"
  }
}

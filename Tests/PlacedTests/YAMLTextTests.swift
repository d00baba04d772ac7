import Placed
import Testing

/// What is written is read again, and seen by whoever looks at it.
@Suite struct YAMLTextTests {
  private static let texts = [
    "plain", "", " ", "a b", "yes", "Null", "5.10", "12:30:45", "-", "a:", "a: b", "# no comment", "'", "\"", "\\n",
    "a\nb\r\n",
    "\t", "\u{1B}[31m", "\u{202E}abc", "\u{0}\u{7F}\u{85}\u{2028}", "{}", "[]", "&a", "*a", "!a", "|", "%", "@", "`",
    "é漢😀",
    "e\u{301}", "\u{FFFD}\u{FEFF}",
  ]

  @Test(arguments: texts) func `a text comes back, quoted or as it may be`(_ text: String) throws {
    for written in [YAMLText.quoted(text), YAMLText.scalar(text), YAMLText.list([text, text])] {
      let bytes = Array("key: \(written)\n".utf8)
      let values = try PlacedDocument(bytes, file: "f.yml").decode { root, problems in
        guard var fields = root.fields(&problems) else { return [String]() }
        let node = fields.take("key")
        fields.finish(&problems)
        if written.hasPrefix("[") { return node?.list(&problems) { $0.text(&$1) } ?? [] }
        return [node?.text(&problems)].compactMap(\.self)
      }
      // Swift takes two spellings of é for one.
      #expect(values.allSatisfy { Array($0.utf8) == Array(text.utf8) } && !values.isEmpty, "\(written)")
      #expect(written.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.properties.generalCategory != .format })
    }
  }
}

import Findings
import Placed
import TestSupport

/// Makes nodes of random forms, each at a place of its own.
struct NodeMaker {
  var random: SeededGenerator
  /// Names that mean something to what is tested.
  var names: [String]
  /// How many nodes and keys have been placed.
  private(set) var places = 0

  init(seed: UInt64, names: [String]) {
    random = SeededGenerator(seed: seed)
    self.names = names
  }

  private static let words = [
    "0", "1", "-1", "255", "256", "0xff", "0xffffffffffffffffffffffffffffffff", "0x1ffffffffffffffffffffffffffffffff",
    "-170141183460469231731687303715884105728", "1_0", "0b11", "+", "-", "", " ", "true", "false", "any", "10.0.0.9",
    "10.0.0.0/8", "0.0.0.0/0", "::/0", "fe80::1", "::", "1::2::3", "02:00:00:00:00:01", "be 443", "htons(443)",
    "htonl(",
    "htonl()", "be ", "5ms", "1.5s", "99999999999999999999h", "0.0000000000000000001s", ">= 1", "!= 0", ">", "=", "== ",
    "1..10", "10..1", "..", "1..", "..1", "a..b", "10.0.0.1..10.0.0.9", "/a/", "/", "//", "/(/", "/[/", "/a{9999999}/",
    "/(?<=a)b/", "/\\/", "'a'", "a", "|", "A|B", "struct event", "struct ", "hex", "\u{0}", "é", "\u{1F600}", "[0]",
    "a.b",
    "a[9999999999]", "a[-1]", ".", "nan", "inf", "1e400", "9223372036854775808", "e", "00 11", "0x00112233",
  ]
  private static let keys = [
    "hex", "key", "value", "exact", "count", "absent", "sum", "each", "cpu", "type", "fields", "contains", "0", "1",
    "3",
  ]

  /// A node up to a depth.
  mutating func node(depth: Int = 4) -> PlacedNode {
    switch Int.random(in: 0..<(depth > 0 ? 8 : 4), using: &random) {
    case 0...3: return PlacedNode(content: .scalar(word(), isPlain: Bool.random(using: &random)), span: span())
    case 4:
      let place = span()
      return PlacedNode(content: .sequence(many { maker in maker.node(depth: depth - 1) }), span: place)
    default:
      let place = span()
      var keys: Set<String> = []
      let entries = many { maker in
        PlacedNode.Entry(key: Located(maker.key(), at: maker.span()), value: maker.node(depth: depth - 1))
      }
      return PlacedNode(content: .mapping(entries.filter { keys.insert($0.key.value).inserted }), span: place)
    }
  }

  /// A mapping by the names, with nodes as values.
  mutating func byNames() -> PlacedNode {
    let place = span()
    var keys: Set<String> = []
    let entries = (0..<3).map { _ in
      PlacedNode.Entry(key: Located(names.randomElement(using: &random) ?? "", at: span()), value: node())
    }
    return PlacedNode(content: .mapping(entries.filter { keys.insert($0.key.value).inserted }), span: place)
  }

  private mutating func many<Element>(_ make: (inout NodeMaker) -> Element) -> [Element] {
    (0..<Int.random(in: 0..<4, using: &random)).map { _ in make(&self) }
  }

  private mutating func word() -> String {
    let isName = Int.random(in: 0..<4, using: &random) == 0
    return (isName ? names : Self.words).randomElement(using: &random) ?? ""
  }

  private mutating func key() -> String {
    switch Int.random(in: 0..<4, using: &random) {
    case 0: Self.keys.randomElement(using: &random) ?? ""
    case 1: word()
    default: names.randomElement(using: &random) ?? ""
    }
  }

  private mutating func span() -> SourceSpan {
    places += 1
    return SourceSpan(file: "f.yml", line: places, column: 1)
  }
}

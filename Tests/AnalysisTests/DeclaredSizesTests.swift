import Analysis
import Testing

@Suite struct DeclaredSizesTests {
  private static let text = """
    #define NAME_SIZE 64
    #define TASK_COMM_LEN 16

    struct flow {
    	__u32 mark;
    	__u16 port;
    	__u64 cookies[2];
    	char tag;
    };

    struct packed {
    	__u8 a : 4;
    };

    int filter(struct xdp_md *ctx)
    {
    	struct flow flow, *found;
    	char name[NAME_SIZE] = {}, comm[TASK_COMM_LEN];
    	__u32 key = 0, queue = max(1, 2);
    	unsigned long long sum;
    	struct unknown other;
    	struct packed bits;
    	const char *text = "a; b";

    	for (int i = 0; i < 4; i++)
    		sum += name[i];
    	return sum * 2;
    }
    """
  private let outline = SourceOutline(file: "a.bpf.c", text: text)

  @Test func `Variables have the sizes that their declarations say`() throws {
    let function = try #require(outline.declaration(named: "filter"))
    let found = DeclaredSizes([outline], types: nil).variables(in: outline, lines: function.lines)
      .map { "\($0.name) \($0.bytes) \($0.line)" }
    #expect(
      found == [
        "flow 32 17", "found 8 17", "name 64 18", "comm 16 18", "key 4 19", "queue 4 19", "sum 8 20", "text 8 23",
      ])
  }

  @Test func `A struct's members have their places, and what a compiler has to lay out has none`() throws {
    let sizes = DeclaredSizes([outline], types: nil)
    let layout = try #require(sizes.layout(ofStruct: "flow"))
    #expect(
      layout.members.map { "\($0.name) \($0.offset) \($0.bytes)" } == [
        "mark 0 4", "port 4 2", "cookies 8 16", "tag 24 1",
      ])
    #expect(layout.bytes == 32)
    #expect(sizes.layout(ofStruct: "packed") == nil)
    #expect(sizes.layout(ofStruct: "unknown") == nil)
  }

  @Test(arguments: [
    ("__u32 key;", "key", true), ("char a[4], b = 0;", "a", true), ("char a[4], b = 0;", "b", false),
    ("int f(struct flow *flow, int n)", "n", false), ("struct flow flow = {};", "flow", false),
    ("struct flow flow; // later", "flow", true),
  ])
  func `A declaration without a value is told from one with it`(line: String, name: String, isUnset: Bool) {
    #expect(SourceNames.isDeclaredUnset(name, in: line) == isUnset)
  }

  @Test(arguments: [
    ("&flow", "flow"), ("(void *)&key", "key"), ("buffer + 4", "buffer"), ("&(flow.key)", "flow"), ("*value", "value"),
    ("16", nil), ("sizeof(x)", "sizeof"),
  ])
  func `The variable in an argument is found`(argument: String, name: String?) {
    #expect(SourceNames.variable(in: argument) == name)
  }

  @Test(arguments: [
    ("x = ip->protocol;", 9, "ip", "protocol"), ("x = ip->protocol;", 5, "ip", "protocol"),
    ("p.tx->bytes += skb->len;", 13, "p.tx", "bytes"), ("p.tx->bytes += skb->len;", 21, "skb", "len"),
    ("stats->packets++;", 15, "stats", "packets"), ("a->n <<= b->n;", 6, "a", "n"),
    ("if (a->n == b->n)", 10, nil, nil), ("*to = a->b;", 5, nil, nil),
  ])
  func `The access at a column is found, and what an operator there changes`(
    line: String, column: Int, base: String?, member: String?
  ) {
    let access = SourceNames.access(at: column, in: line)
    #expect(access?.base == base)
    #expect(access?.member == member)
  }

  @Test func `Indexes, conditions and signed types are read`() {
    #expect(SourceNames.index(in: "\ttable->slots[queue]++; // [x] is none") == "queue")
    #expect(SourceNames.index(in: "a[i] = b[j];") == nil)
    #expect(SourceNames.index(in: "a[i + 1] = 0;") == nil)
    #expect(SourceNames.index(in: "a[3] = 0;") == nil)
    #expect(SourceNames.tests("n", in: "\tif (n > 3)"))
    #expect(!SourceNames.tests("n", in: "\tn = 3;"))
    #expect(SourceNames.declaresSigned("i", in: "int i;"))
    #expect(!SourceNames.declaresSigned("i", in: "unsigned int i;"))
    #expect(!SourceNames.declaresSigned("i", in: "__u32 i;"))
    #expect(!SourceNames.declaresSigned("p", in: "int *p;"))
    #expect(SourceNames.declaredStruct(in: "\tstruct flow a, b;") == "flow")
    #expect(SourceNames.declaredStruct(in: "\t__u32 a;") == nil)
  }

  @Test(arguments: [
    "", "struct", "struct x {", "int a[", "int a[99999999999999999999];", "(((", "int a[4611686018427387904], b;",
  ])
  func `Any text is read without a trap`(text: String) {
    let outline = SourceOutline(file: "a.c", text: text)
    let sizes = DeclaredSizes([outline], types: nil)
    _ = sizes.variables(in: outline, lines: 1...3)
    _ = sizes.layout(ofStruct: "x")
    _ = SourceNames.variable(in: text)
    _ = SourceNames.index(in: text)
    _ = SourceNames.isDeclaredUnset("a", in: text)
  }
}

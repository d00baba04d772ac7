import Analysis
import Testing

@Suite struct SourceOutlineTests {
  private static let text = """
    // SPDX: a comment with int fake(void) { }
    #include <linux/bpf.h>
    #define CHECK(x) \\
    	do { } while (0)

    struct key {
    	__u32 a;
    };

    struct {
    	__uint(type, BPF_MAP_TYPE_HASH);
    	__uint(max_entries, 16);
    	__type(key, struct key);
    } hosts SEC(".maps");

    static __always_inline int helper(struct key *k)
    {
    	return k->a;
    }

    const volatile __u32 limit = 3;
    int counts[4];

    SEC("xdp")
    int filter(struct xdp_md *ctx)
    {
    	struct key key = {}, other;
    	__u64 *v = 0, sum;

    	if (helper(&key))
    		return 1;
    	sum = limit * sum;
    	return 2;
    }

    SEC("kprobe/x")
    int BPF_KPROBE(probed, int a)
    {
    	return 0;
    }

    char LICENSE[] SEC("license") = "GPL";
    """
  private let outline = SourceOutline(file: "a.bpf.c", text: text)

  @Test func `Every declaration is found with its line`() {
    let found = outline.declarations.map { "\($0.name) \($0.kind) \($0.nameLine) \($0.section ?? "-")" }
    #expect(
      found == [
        "key type 6 -", "hosts variable 14 .maps", "helper function 16 -", "limit variable 21 -",
        "counts variable 22 -", "filter function 25 xdp", "probed function 37 kprobe/x", "LICENSE variable 42 license",
      ])
  }

  @Test func `A function's variables are found where they are declared`() {
    #expect(outline.local("key", before: 32) == 27)
    #expect(outline.local("other", before: 32) == 27)
    #expect(outline.local("v", before: 32) == 28)
    #expect(outline.local("sum", before: 32) == 28)
    #expect(outline.local("ctx", before: 32) == 25)
    #expect(outline.local("k", before: 18) == 16)
    #expect(outline.local("nothing", before: 32) == nil)
    #expect(outline.returnLine(before: 32) == 31)
  }

  @Test(arguments: ["", "{", "}}}", "(", "\"", "/*", "#\\", "struct {", "int x[", "é🙂 = {", "a(b(c", "'\\"])
  func `Any text is read without a trap`(text: String) {
    _ = SourceOutline(file: "a.c", text: text)
    _ = SourceOutline(file: "a.c", text: Self.text.dropLast(Self.text.count / 2) + text)
  }

  @Test func `a program may have its struct's name`() {
    let outline = SourceOutline(
      file: "flow.bpf.c",
      text: """
        struct flow {
        	__u32 mark;
        };

        SEC("tc")
        int flow(struct __sk_buff *skb)
        {
        	return 0;
        }
        """)
    #expect(outline.declaration(named: "flow")?.kind == .function)
    #expect(outline.declaration(named: "flow")?.section == "tc")
    #expect(outline.type(named: "flow")?.lines == 1...3)
    #expect(outline.type(named: "mark") == nil)
  }
}

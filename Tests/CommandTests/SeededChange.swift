/// A change of a program as somebody might propose it, and what a gate is to say of it.
struct SeededChange: Sendable, CustomStringConvertible {
  /// What it does.
  let description: String
  /// Texts and what takes their places.
  let edits: [(String, String)]
  /// What the gate's first line begins with; nil for a change that passes.
  let head: String?

  private init(_ description: String, _ edits: [(String, String)], _ head: String? = nil) {
    self.description = description
    self.edits = edits
    self.head = head
  }

  /// The program with the change in it; nil where it has no such text.
  func applied(to source: String) -> String? {
    var text = source
    for (old, new) in edits {
      guard text.contains(old) else { return nil }
      text = text.replacing(old, with: new)
    }
    return text
  }

  /// Changes that must not be merged.
  static let bad: [SeededChange] = [
    SeededChange(
      "the bounds check is gone",
      [("(void *)(ip + 1) > end || ", "")],
      "FAIL  xdp_firewall is rejected: `eth->h_proto`, 1 byte of the packet, is used, and no check"),
    SeededChange(
      "a null check is gone",
      [("\tif (!hits)\n\t\treturn XDP_PASS;\n", "")],
      "FAIL  xdp_firewall is rejected: `hits`, a map value that may be missing, is used before it is"),
    SeededChange(
      "a kfunc that 6.1 lacks",
      [
        (
          "SEC(\"xdp\")",
          "extern int bpf_dynptr_from_xdp(struct xdp_md *, __u64, struct bpf_dynptr *) __ksym;\n\nSEC(\"xdp\")"
        ),
        (
          "\tif ((void *)(ip",
          "\tstruct bpf_dynptr frame;\n\n\tif (bpf_dynptr_from_xdp(ctx, 0, &frame))\n\t\treturn XDP_PASS;\n\tif ((void *)(ip"
        ),
      ],
      "FAIL  xdp_firewall is refused by the loader: bpf_dynptr_from_xdp is called, which this kernel does not have [A1507], on debian:6.1"
    ),
    SeededChange(
      "a helper of another type",
      [("\treturn XDP_DROP", "\tif (!bpf_get_current_pid_tgid())\n\t\treturn XDP_PASS;\n\treturn XDP_DROP")],
      "FAIL  xdp_firewall is rejected: bpf_get_current_pid_tgid is not for xdp programs [A1502], on"),
    SeededChange(
      "the licence is gone",
      [("\"GPL\"", "\"Proprietary\""), ("\treturn XDP_DROP", "\tbpf_printk(\"drop\");\n\treturn XDP_DROP")],
      "FAIL  xdp_firewall is rejected: bpf_trace_printk is for GPL-compatible programs"),
    SeededChange(
      "a typing error",
      [("return XDP_DROP", "return XDP_DROPP")],
      "FAIL  fail06.bpf.c cannot be loaded: use of undeclared identifier 'XDP_DROPP'"),
    SeededChange(
      "the wrong action",
      [("return XDP_DROP", "return XDP_ABORTED")],
      "FAIL  xdp_firewall: case 'drops a blocked source' fails: return: expected XDP_DROP (1), got XDP_ABORTED (0)"),
    SeededChange(
      "a bound that only newer verifiers see",
      [
        ("SEC(\"xdp\")", "static __u64 kinds[3];\n\nSEC(\"xdp\")"),
        (
          "\tif (!hits)\n\t\treturn XDP_PASS;\n",
          "\tif (!hits)\n\t\treturn XDP_PASS;\n\n\t__u64 kind = ip->tos & 3;\n\n\tasm volatile(\"\" : \"+r\"(kind));\n\tif (kind) {\n\t\tasm volatile(\"%0 += -1\" : \"+r\"(kind));\n\t\tkinds[kind]++;\n\t}\n"
        ),
      ],
      "FAIL  xdp_firewall is rejected: a map value pointer is moved by `kind`, which is between -1 and 2, times 8 [A1056], on debian:6.1 ("
    ),
    SeededChange(
      "a packet counts twice",
      [("&hits->packets, 1", "&hits->packets, 2")],
      "FAIL  xdp_firewall: case 'drops a blocked source' fails: maps blocked[10.0.0.9].packets: expected 1, got 2"),
    SeededChange(
      "a byte too many",
      [("end - data)", "end - data + 1)")],
      "FAIL  xdp_firewall: case 'drops a blocked source' fails: maps blocked[10.0.0.9].bytes: expected 54, got 55"),
    SeededChange(
      "the destination is looked up",
      [("&ip->saddr", "&ip->daddr")],
      "FAIL  xdp_firewall: case 'drops a blocked source' fails: return: expected XDP_DROP (1), got XDP_PASS (2)"),
    SeededChange(
      "a protocol in the wrong byte order",
      [
        (
          "\tif ((void *)(ip + 1) > end || eth->h_proto != bpf_htons(ETH_P_IP))\n\t\treturn XDP_PASS;",
          "\tif ((void *)(ip + 1) > end)\n\t\treturn XDP_PASS;\n\tif (eth->h_proto != bpf_htons(ETH_P_IP))\n\t\treturn eth->h_proto == ETH_P_IPV6 ? XDP_DROP : XDP_PASS;"
        )
      ],
      "FAIL  the packet's EtherType is compared with ETH_P_IPV6 in the machine's byte order: it never fits [A2116]"),
    SeededChange(
      "a line of trace",
      [("\treturn XDP_DROP", "\tbpf_printk(\"drop\");\n\treturn XDP_DROP")],
      "FAIL  bpf_trace_printk is called in xdp_firewall [A2301]"),
    SeededChange(
      "a padding byte leaks",
      [
        (
          "SEC(\"xdp\")",
          "struct event {\n\t__u8 kind;\n\t__u64 bytes;\n};\n\nstruct {\n\t__uint(type, BPF_MAP_TYPE_RINGBUF);\n\t__uint(max_entries, 4096);\n} events SEC(\".maps\");\n\nSEC(\"xdp\")"
        ),
        (
          "\treturn XDP_DROP",
          "\tstruct event event;\n\n\tevent.kind = 1;\n\tevent.bytes = end - data;\n\tbpf_ringbuf_output(&events, &event, sizeof(event), 0);\n\treturn XDP_DROP"
        ),
      ],
      "FAIL  bytes 1 to 7 of the event are never written, and sent to user space [A2106]"),
    SeededChange(
      "a map of gigabytes",
      [("65536", "65536 * 64")],
      "FAIL  blocked takes 352 MiB as soon as it is created [A2501]"),
    SeededChange(
      "a count that races",
      [("__sync_fetch_and_add(&hits->packets, 1)", "hits->packets += 1")],
      "FAIL  blocked is counted without an atomic operation: changes of other CPUs are lost [A2105]"),
    SeededChange(
      "one instruction over the budget",
      [("asm volatile(\"r1 = 0\" ::: \"r1\")", "asm volatile(\"r1 = 0\\n\\tr1 = 0\" ::: \"r1\")")],
      "FAIL  xdp_firewall (drops a blocked source) takes 175 instructions, and may take 174"),
    SeededChange(
      "a long walk over the budget",
      [
        (
          "\tif (!hits)",
          "\tif (eth->h_source[0] == 7)\n\t\tfor (int i = 0; i < 600; i++)\n\t\tasm volatile(\"r2 = 0\" ::: \"r2\");\n\tif (!hits)"
        )
      ],
      "FAIL  xdp_firewall has 1833 verified instructions, and may have 100"),
    SeededChange(
      "40 % more for the verifier",
      [
        (
          "\tif ((void *)(ip + 1) > end || eth->h_proto != bpf_htons(ETH_P_IP))\n\t\treturn XDP_PASS;",
          "\tif ((void *)(ip + 1) > end)\n\t\treturn XDP_PASS;\n\tif (eth->h_proto != bpf_htons(ETH_P_IP)) {\n\t\tif (eth->h_source[0] == 7)\n\t\t\tfor (int i = 0; i < 8; i++)\n\t\t\t\tasm volatile(\"r2 = 0\" ::: \"r2\");\n\t\treturn XDP_PASS;\n\t}"
        )
      ],
      "FAIL  xdp_firewall has 40 verified instructions, 12 more than the baseline (+42.9 %), on debian:6.1"),
    SeededChange(
      "a dearer way past it",
      [
        (
          "\tif ((void *)(ip + 1) > end || eth->h_proto != bpf_htons(ETH_P_IP))\n\t\treturn XDP_PASS;",
          "\tif ((void *)(ip + 1) > end)\n\t\treturn XDP_PASS;\n\tif (eth->h_proto != bpf_htons(ETH_P_IP)) {\n\t\tasm volatile(\"r2 = 0\\n\\tr2 = 0\\n\\tr2 = 0\\n\\tr2 = 0\\n\\tr2 = 0\\n\\tr2 = 0\\n\\tr2 = 0\\n\\tr2 = 0\\n\\tr2 = 0\\n\\tr2 = 0\" ::: \"r2\");\n\t\treturn XDP_PASS;\n\t}"
        )
      ],
      "FAIL  xdp_firewall has 39 verified instructions, 11 more than the baseline (+39.3 %), on debian:6.1"),
  ]

  /// Changes that must not be held up.
  static let good: [SeededChange] = [
    SeededChange("nothing", []),
    SeededChange("a comment", [("SEC(\"xdp\")", "// Drops what is on the list.\nSEC(\"xdp\")")]),
    SeededChange("lines above", [("#include <linux/bpf.h>", "\n\n\n/*\n * A heading.\n */\n\n#include <linux/bpf.h>")]),
    SeededChange("spaces for tabs", [("\t", "        ")]),
    SeededChange(
      "another order of includes",
      [("#include <linux/if_ether.h>\n#include <linux/ip.h>", "#include <linux/ip.h>\n#include <linux/if_ether.h>")]),
    SeededChange(
      "a local variable renamed", [("*hits = ", "*entry = "), ("!hits", "!entry"), ("&hits->", "&entry->")]),
    SeededChange("an argument renamed", [("xdp_md *ctx", "xdp_md *frame"), ("ctx->", "frame->")]),
    SeededChange("a struct renamed", [("struct hits", "struct volume")]),
    SeededChange("braces", [("\tif (!hits)\n\t\treturn XDP_PASS;", "\tif (!hits) {\n\t\treturn XDP_PASS;\n\t}")]),
    SeededChange(
      "the condition in two",
      [
        (
          "\tif ((void *)(ip + 1) > end || eth->h_proto != bpf_htons(ETH_P_IP))\n\t\treturn XDP_PASS;",
          "\tif ((void *)(ip + 1) > end)\n\t\treturn XDP_PASS;\n\tif (eth->h_proto != bpf_htons(ETH_P_IP))\n\t\treturn XDP_PASS;"
        )
      ]),
    SeededChange(
      "a function of its own",
      [
        (
          "SEC(\"xdp\")",
          "static __always_inline int is_ipv4(const struct ethhdr *eth)\n{\n\treturn eth->h_proto == bpf_htons(ETH_P_IP);\n}\n\nSEC(\"xdp\")"
        ), ("eth->h_proto != bpf_htons(ETH_P_IP))\n", "!is_ipv4(eth))\n"),
      ]),
    SeededChange(
      "a macro",
      [("SEC(\"xdp\")", "#define IPV4 bpf_htons(ETH_P_IP)\n\nSEC(\"xdp\")"), ("!= bpf_htons(ETH_P_IP)", "!= IPV4")]),
    SeededChange("a faster program", [("\tasm volatile(\"r1 = 0\" ::: \"r1\");\n", "")]),
    SeededChange("another free licence", [("\"GPL\"", "\"Dual MIT/GPL\"")]),
    SeededChange(
      "a type of its own",
      [
        ("\t__u64 packets;\n\t__u64 bytes;", "\tcount_t packets;\n\tcount_t bytes;"),
        ("struct hits {", "typedef __u64 count_t;\n\nstruct hits {"),
      ]),
    SeededChange("const where it can be", [("struct ethhdr *eth", "const struct ethhdr *eth")]),
    SeededChange("a smaller map", [("65536", "32768")]),
    SeededChange(
      "a new program beside it",
      [("char LICENSE", "SEC(\"xdp\")\nint pass_all(struct xdp_md *ctx)\n{\n\treturn XDP_PASS;\n}\n\nchar LICENSE")]),
    SeededChange(
      "the declaration moved up",
      [
        (
          "\tstruct hits *hits = bpf_map_lookup_elem(&blocked, &ip->saddr);\n",
          "\thits = bpf_map_lookup_elem(&blocked, &ip->saddr);\n"
        ),
        (
          "\tstruct iphdr *ip = (void *)(eth + 1);\n", "\tstruct iphdr *ip = (void *)(eth + 1);\n\tstruct hits *hits;\n"
        ),
      ]),
    SeededChange(
      "a busy machine", [("SEC(\"xdp\")", "/* The same on a machine that has much to do. */\nSEC(\"xdp\")")]),
  ]
}

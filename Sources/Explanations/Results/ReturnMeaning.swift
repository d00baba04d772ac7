/// What the values mean that programs of a section return.
enum ReturnMeaning {
  private static let meanings: [(section: String, meaning: String)] = [
    ("cgroup_skb/", "0 drops the packet, 1 lets it pass"), ("cgroup/skb", "0 drops the packet, 1 lets it pass"),
    ("cgroup/recvmsg", "1 is the only answer: such a program can only rewrite"),
    ("cgroup/getpeername", "1 is the only answer: such a program can only rewrite"),
    ("cgroup/getsockname", "1 is the only answer: such a program can only rewrite"),
    ("cgroup/", "0 refuses, 1 allows"), ("lsm_cgroup/", "0 refuses, 1 allows"),
    ("lsm", "0 allows, a negative error number such as -EPERM refuses"),
    ("fentry", "the result means nothing there and has to be 0"),
    ("fexit", "the result means nothing there and has to be 0"),
    ("fsession", "the result means nothing there and has to be 0"),
    ("iter", "0 goes on, 1 asks for the same object again"),
    ("sk_lookup", "SK_DROP is 0, SK_PASS 1"), ("netfilter", "NF_DROP is 0, NF_ACCEPT 1"),
    ("flow_dissector", "BPF_OK is 0, BPF_DROP 2, BPF_FLOW_DISSECTOR_CONTINUE 129"),
    ("tp_btf", "the result means nothing there and has to be 0"), ("syscall", "user space gets the result"),
  ]

  /// A sentence about the values that a section's programs return; nil where none is known.
  static func of(section: String) -> String? {
    let name = section.drop { $0 == "?" }
    return meanings.first { name.hasPrefix($0.section) }?.meaning
  }
}

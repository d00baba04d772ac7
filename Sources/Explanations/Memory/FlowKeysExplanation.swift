/// A flow dissector's keys accessed outside of their struct.
public enum FlowKeysExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1266", title: "the flow keys are accessed outside of their struct",
    why: "A flow dissector program fills struct bpf_flow_keys. Accesses have to lie inside it, at constant offsets.",
    fix: "access the members of struct bpf_flow_keys by name",
    causes: [
      "the keys are cast to a larger struct",
      "a member that is an array is indexed by a variable",
    ],
    repair: .init(before: "((__u32 *)keys)[i] = address;", after: "keys->ipv4_src = address;"),
    wordings: [
      .init(
        "5.4 and later", "invalid access to flow keys off=%d size=%d",
        "{1} bytes at offset {0} lie outside of struct bpf_flow_keys"),
      .init(
        "7.1 and later", "%r invalid variable offset to flow keys: off=%d, var_off=",
        "struct bpf_flow_keys is accessed at an offset that a variable decides"),
    ],
    seeAlso: ["A1220"],
    examples: [
      .init(
        "5.4 to 7.3", ["invalid access to flow keys off=64 size=4"],
        summary: "4 bytes at offset 64 lie outside of struct bpf_flow_keys"),
      .init(
        "7.1 and later", ["R2 invalid variable offset to flow keys: off=0, var_off=(0x0; 0xff)"],
        summary: "struct bpf_flow_keys is accessed at an offset that a variable decides"),
    ])
}

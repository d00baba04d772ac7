/// bpf_set_retval with what the hook does not take.
public enum HookResultExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1526", title: "bpf_set_retval is used with what the hook does not take",
    why: """
      An lsm_cgroup program hands its hook's result back with bpf_set_retval. A hook without a result takes none, and all \
      others take 0 or a negative error number only.
      """,
    fix: "pass 0 or a negative error number such as -EPERM, from a hook that has a result",
    causes: [
      "A positive number, or one that nothing bounds, is passed.",
      "The program is attached to a hook that returns nothing (void).",
    ],
    wordings: [
      .init(
        "6.0 and later", "BPF_LSM_CGROUP that attach to void LSM hooks can't modify return value!",
        "bpf_set_retval is called at a hook that returns nothing"),
      .init(
        "6.0 and later", "At bpf_set_retval the register %r",
        "{name} is passed to bpf_set_retval, which the hook does not take"),
      .init("6.0 and later", "At bpf_set_retval", "bpf_set_retval gets a value that the hook does not take"),
    ],
    seeAlso: ["A1401"],
    examples: [
      .init(
        "6.0 and later", ["BPF_LSM_CGROUP that attach to void LSM hooks can't modify return value!"],
        summary: "bpf_set_retval is called at a hook that returns nothing"),
      .init(
        "6.8 and later", ["At bpf_set_retval the register R1 has smin=1 smax=1 should have been in [-4095, 0]"],
        summary: "a value is passed to bpf_set_retval, which the hook does not take"),
      .init(
        "6.0 and later", ["At bpf_set_retval"], summary: "bpf_set_retval gets a value that the hook does not take"),
    ])
}

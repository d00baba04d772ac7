import Findings

/// XDP metadata, asked for by a program that is bound to no device.
public enum DeviceBoundCallExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1523", title: "XDP metadata is asked for by a program that is bound to no device",
    why: """
      bpf_xdp_metadata_rx_hash and its kin are the network driver's own functions: which ones they are is settled when the \
      program is loaded, so the load has to name the device (BPF_F_XDP_DEV_BOUND_ONLY with an ifindex). A program that is \
      offloaded to the card cannot call them.
      """,
    fix: "set the device and BPF_F_XDP_DEV_BOUND_ONLY before the load: bpf_program__set_ifindex and "
      + "bpf_program__set_flags(..., BPF_F_XDP_DEV_BOUND_ONLY)",
    causes: [
      "The program is loaded with a loader that does not bind it, such as `ip link` or xdp-loader's older versions."
    ],
    wordings: [
      .init(
        "6.3 and later", "metadata kfuncs require device-bound program",
        "XDP metadata is asked for, and the program is bound to no device"),
      .init(
        "6.3 and later", "metadata kfuncs can't be offloaded",
        "XDP metadata is asked for in a program for the card itself"),
    ],
    seeAlso: ["A1508"],
    examples: [
      .init(
        "6.3 and later", ["metadata kfuncs require device-bound program"],
        summary: "XDP metadata is asked for, and the program is bound to no device"),
      .init(
        "6.3 and later", ["metadata kfuncs can't be offloaded"],
        summary: "XDP metadata is asked for in a program for the card itself"),
    ])

  /// Metadata of no device.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var explained = worded(rejection) else { return nil }
    if rejection.failingStep == nil {
      explained.primary = rejection.useOfKernelFunction("the driver's metadata is asked for here") {
        $0.hasPrefix("bpf_xdp_metadata_")
      }
    }
    return explained
  }
}

import BPFObject
import Findings

/// A kernel function that this kernel does not have.
public enum MissingKernelFunctionExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1507", title: "a kernel function that this kernel does not have",
    why: """
      Kernel functions (kfuncs) are found by name in the BTF of the kernel and its modules. They are no stable interface: \
      they come, go and change with versions and options. One declared `__weak` may be missing, but then no path may call it.
      """,
    fix: "declare it `__ksym __weak` and call it only where bpf_ksym_exists(...) holds",
    causes: [
      "The kernel is older than the function, or built without the option that it comes with.",
      "The function's module is not loaded.",
      "The name is misspelt, or was renamed.",
      "A weak function is called without asking bpf_ksym_exists first, or the check is on another path.",
      "An ordinary function of one's own is declared but never defined, and became an extern.",
    ],
    repair: .init(
      before: "extern void bpf_new_thing(void) __ksym __weak;\n    bpf_new_thing();",
      after:
        "extern void bpf_new_thing(void) __ksym __weak;\n    if (bpf_ksym_exists(bpf_new_thing))\n        bpf_new_thing();"
    ),
    seeAlso: ["A1503", "A1508"],
    examples: [
      .init(
        "6.1 and later, by libbpf",
        ["2: <invalid kfunc call>", "kfunc 'bpf_new_thing' is referenced but wasn't resolved"],
        summary: "bpf_new_thing is called, which this kernel does not have"),
      .init(
        "libbpf, of one that is not weak", ["extern (func ksym) 'bpf_new_thing': not found in kernel or module BTFs"],
        summary: "bpf_new_thing is called, which this kernel does not have"),
      .init(
        "5.13 and later, without libbpf's words", ["invalid func unknown#2002000003"],
        summary: "a kernel function is called that this kernel does not have"),
      .init(
        "6.1 and later", ["invalid kernel function call not eliminated in verifier pass"],
        summary: "a kernel function is called that this kernel does not have"),
      .init(
        "7.2 and later", ["cannot find function bpf_new_thing in BTF"],
        summary: "bpf_new_thing is called, which this kernel does not have"),
      .init(
        "5.13 and later", ["cannot find address for kernel function bpf_new_thing"],
        summary: "bpf_new_thing is called, which this kernel does not have"),
    ])

  private static let named = [
    MessageFormat("kfunc '%w' is referenced but wasn't resolved"), MessageFormat("cannot find function %w in BTF"),
    MessageFormat("cannot find address for kernel function %w"),
    MessageFormat("extern (func ksym) '%w': not found in kernel or module BTFs"),
  ]
  private static let nameless = [
    MessageFormat("invalid func unknown#2002%d"), MessageFormat("invalid kernel function call not eliminated"),
  ]

  /// A call of a function that is not there.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard let name = rejection.first(of: named).map({ String($0[0]) }) else {
      guard rejection.first(of: nameless) != nil else { return nil }
      return explained("a kernel function is called that this kernel does not have")
    }
    var explained = explained("\(name) is called, which this kernel does not have")
    if rejection.failingStep == nil {
      explained.primary = rejection.useOfKernelFunction("\(name) is called here") { $0 == name }
    }
    explained.label = "calls \(name), and no kernel function of that name was found"
    if let declaration = rejection.kernelFunctionPlace(name, "declared here: the loader found no such function") {
      explained.fixPlace = declaration
      if declaration.text?.contains("__weak") == true {
        explained.advice = "call it only where bpf_ksym_exists(\(name)) holds: what is weak may be missing"
      }
    }
    return explained
  }
}

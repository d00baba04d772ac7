import BPFObject

/// A value of the kernel's configuration that is not there, or of another type.
public enum KconfigExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1925", title: "a value of the kernel's configuration that this kernel lacks, or has in another type",
    why: """
      An extern in `.kconfig` gets its value before the load, from /proc/config.gz or /boot/config-RELEASE. An option that \
      is not set is not in the file at all; without __weak that is an error. The C type has to fit the option's: bool or \
      enum libbpf_tristate for y, m and n, char[] for text, an integer for numbers.
      """,
    fix: "declare the extern __weak, which makes it 0 where the option is not set",
    causes: [
      "The option is not set in this kernel.",
      "The configuration cannot be read: no /proc/config.gz and no /boot/config-RELEASE, as in containers.",
      "An option that is y or m, declared as int.",
      "Text longer than the array, or a number larger than the type.",
    ],
    repair: .init(
      before: "extern int CONFIG_BPF_PRELOAD_UMD __kconfig;",
      after: "extern enum libbpf_tristate CONFIG_BPF_PRELOAD_UMD __kconfig __weak;"),
    wordings: [
      .init(
        "libbpf", "extern '%w' (strong): not resolved", "{0} is not in this kernel's configuration"),
      .init(
        "libbpf", "extern (kcfg) '%w': value '%w' implies %s type",
        "{0} is {1} in this kernel, which needs a variable of type {2}"),
      .init(
        "libbpf", "extern (kcfg) '%w': value '%w' doesn't fit in %d bytes",
        "{0} is {1} in this kernel, which does not fit into {2} bytes"),
      .init(
        "libbpf", "extern (kcfg) '%w': value '%w' isn't ",
        "{0} is {1} in this kernel, which does not fit its declaration"),
      .init("libbpf", "extern (kcfg) '%w': type is unsupported", "{0} is declared with a type that no option has"),
      .init(
        "libbpf", "extern (kcfg) '%w': invalid string config '%s'", "{0} is text in this kernel that libbpf cannot read"
      ),
      .init("libbpf", "extern (kcfg) '%w': unrecognized virtual extern", "{0} is no value that libbpf provides"),
      .init(
        "libbpf", "extern (kcfg) '%w': failed to get kernel version", "the kernel's version, for {0}, cannot be read"),
      .init("libbpf", "failed to open system Kconfig", "this kernel's configuration cannot be read"),
      .init(
        "libbpf", "error parsing system Kconfig line '%s'",
        "this kernel's configuration does not fit a declaration: {0}", isGeneral: true),
    ],
    seeAlso: ["A1924"],
    examples: [
      .init(
        "libbpf", ["extern 'CONFIG_NO_SUCH' (strong): not resolved"],
        summary: "CONFIG_NO_SUCH is not in this kernel's configuration"),
      .init(
        "libbpf", ["extern (kcfg) 'CONFIG_BPF': value 'y' implies bool, tristate, or char type"],
        summary: "CONFIG_BPF is y in this kernel, which needs a variable of type bool, tristate, or char"),
      .init(
        "libbpf", ["extern (kcfg) 'CONFIG_HZ': value '1000' implies integer, char, or boolean type"],
        summary: "CONFIG_HZ is 1000 in this kernel, which needs a variable of type integer, char, or boolean"),
      .init(
        "libbpf", ["extern (kcfg) 'CONFIG_HZ': value '1000' doesn't fit in 1 bytes"],
        summary: "CONFIG_HZ is 1000 in this kernel, which does not fit into 1 bytes"),
      .init(
        "libbpf", ["extern (kcfg) 'CONFIG_HZ': value '1000' isn't boolean compatible"],
        summary: "CONFIG_HZ is 1000 in this kernel, which does not fit its declaration"),
      .init(
        "libbpf", ["extern (kcfg) 'CONFIG_HZ': type is unsupported"],
        summary: "CONFIG_HZ is declared with a type that no option has"),
      .init(
        "libbpf", ["extern (kcfg) 'CONFIG_CC': invalid string config '\"gcc'"],
        summary: "CONFIG_CC is text in this kernel that libbpf cannot read"),
      .init(
        "libbpf", ["extern (kcfg) 'LINUX_NO_SUCH': unrecognized virtual extern"],
        summary: "LINUX_NO_SUCH is no value that libbpf provides"),
      .init(
        "libbpf", ["extern (kcfg) 'LINUX_KERNEL_VERSION': failed to get kernel version"],
        summary: "the kernel's version, for LINUX_KERNEL_VERSION, cannot be read"),
      .init("libbpf", ["failed to open system Kconfig"], summary: "this kernel's configuration cannot be read"),
      .init(
        "libbpf", ["error parsing system Kconfig line 'CONFIG_HZ=1000': -22"],
        summary: "this kernel's configuration does not fit a declaration: CONFIG_HZ=1000"),
    ])

  private static let unresolved = MessageFormat("extern '%w' (strong): not resolved")
  private static let value = MessageFormat("extern (kcfg) '%w'")

  /// Whether a name is an option's, or one of libbpf's own values.
  static func isOption(_ name: some StringProtocol) -> Bool { name.hasPrefix("CONFIG_") || name.hasPrefix("LINUX_") }

  /// An option that does not fit.
  public static func explain(_ rejection: Rejection) -> Explained? {
    if let (_, words) = rejection.first(unresolved), !isOption(words[0]) { return nil }
    guard var explained = worded(rejection) else { return nil }
    guard let (_, words) = rejection.first(value, unresolved) else { return explained }
    let name = String(words[0])
    if rejection.first(value) != nil {
      explained.advice = "declare the extern with a type that the option's value fits"
    }
    explained.primary = rejection.externLine(name, "this kernel's configuration does not give it")
    return explained
  }
}

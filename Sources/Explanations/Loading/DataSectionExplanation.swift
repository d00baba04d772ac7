import BPFObject

/// A reference to data that libbpf cannot place.
public enum DataSectionExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1931", title: "a reference that libbpf cannot relocate",
    why: """
      libbpf makes a map of each of the sections `.data`, `.rodata`, `.bss` and their named forms (`.data.x`), and turns \
      references to variables into addresses in that map. A reference into another section, to a variable that is nowhere \
      defined, or from data to code has no such place.
      """,
    fix: "define the variable in this file and initialise it, in .data, .rodata or .bss or a named form of one",
    causes: [
      "A global variable that is declared and not defined, or a common symbol of an old compiler (-fcommon).",
      "A variable in SEC() of a name that libbpf does not take as data.",
      "A table of function pointers or of strings in global data.",
      "A map in a section other than .maps.",
      "Kernels before 5.2, which have no global variables.",
    ],
    repair: .init(
      before: "const char *names[] = { \"read\", \"write\" };",
      after: "const char names[2][8] = { \"read\", \"write\" };"),
    wordings: [
      .init(
        "libbpf", "prog '%w': bad data relo against section '%w'",
        "{0} uses data in section {1}, which is none that libbpf makes a map of"),
      .init(
        "libbpf", "prog '%w': invalid relo against '%w' in special section", "{0} uses {1}, which is not defined"),
      .init(
        "libbpf", "prog '%w': bad map relo against '%w' in section '%w'", "{0} uses {1} in section {2} as a map"),
      .init(
        "libbpf", "prog '%w': map relo failed to find map for section '%w'",
        "{0} uses a map in section {1}, where no map is"),
      .init(
        "libbpf", "prog '%w': data relo failed to find map for section '%w'",
        "{0} uses data in section {1}, of which no map was made"),
      .init(
        "libbpf", "prog '%w': bad call relo against '%w' in section '%w'",
        "{0} calls {1} in section {2}, where no functions are taken from"),
      .init("libbpf", "prog '%w': bad call relo against '%w' at offset %d", "{0} calls into the middle of {1}"),
      .init(
        "libbpf", "prog '%w': bad subprog addr relo against '%w'", "{0} takes the address of what is no function: {1}"),
      .init(
        "libbpf", "prog '%w': no .text section found yet sub-program call exists",
        "{0} calls a function that the object does not have"),
      .init(
        "libbpf", "prog '%w': invalid relo against '%w' for insns",
        "{0} refers to {1} in an instruction that cannot hold it"),
      .init(
        "libbpf", "prog '%w': unexpected relo for insn #%d",
        "instruction {1} of {0} has a relocation of an unknown kind"),
      .init(
        "libbpf", "relocation against STT_SECTION in non-exec section is not supported",
        "data refers to a whole section"),
      .init(
        "libbpf", "Error setting initial map(%w) contents", "the variables of {0} cannot be given their first values"),
      .init("libbpf", "Error freezing map(%w) as read-only", "the constants of {0} cannot be made read-only"),
      .init(
        "libbpf", "failed to find symbol for variable '%w' in section '%w'", "variable {0} in section {1} has no symbol"
      ),
      .init("libbpf", "sec '%w': failed to determine size from ELF", "the size of section {0} cannot be told"),
    ],
    seeAlso: ["A1928", "A1930"],
    examples: [
      .init(
        "libbpf", ["prog 'names': bad data relo against section '.rodata.str1.1'"],
        summary: "names uses data in section .rodata.str1.1, which is none that libbpf makes a map of"),
      .init(
        "libbpf",
        ["prog 'counts': invalid relo against 'total' in special section 0xfff2; forgot to initialize global var?.."],
        summary: "counts uses total, which is not defined"),
      .init(
        "libbpf", ["prog 'counts': bad map relo against 'table' in section '.data'"],
        summary: "counts uses table in section .data as a map"),
      .init(
        "libbpf", ["prog 'counts': map relo failed to find map for section '.maps', off 32"],
        summary: "counts uses a map in section .maps, where no map is"),
      .init(
        "libbpf", ["prog 'counts': data relo failed to find map for section '.data.x'"],
        summary: "counts uses data in section .data.x, of which no map was made"),
      .init(
        "libbpf", ["prog 'counts': bad call relo against 'work' in section '.init.text'"],
        summary: "counts calls work in section .init.text, where no functions are taken from"),
      .init(
        "libbpf", ["prog 'counts': bad call relo against 'work' at offset 12"],
        summary: "counts calls into the middle of work"),
      .init(
        "libbpf", ["prog 'counts': bad subprog addr relo against 'work' at offset 0+4"],
        summary: "counts takes the address of what is no function: work"),
      .init(
        "libbpf", ["prog 'counts': no .text section found yet sub-program call exists"],
        summary: "counts calls a function that the object does not have"),
      .init(
        "libbpf", ["prog 'counts': invalid relo against 'total' for insns[4].code 0xb7"],
        summary: "counts refers to total in an instruction that cannot hold it"),
      .init(
        "libbpf", ["prog 'counts': unexpected relo for insn #4, type 9"],
        summary: "instruction 4 of counts has a relocation of an unknown kind"),
      .init(
        "libbpf", ["relocation against STT_SECTION in non-exec section is not supported!"],
        summary: "data refers to a whole section"),
      .init(
        "libbpf", ["Error setting initial map(.data) contents: Operation not permitted"],
        summary: "the variables of .data cannot be given their first values"),
      .init(
        "libbpf", ["Error freezing map(.rodata) as read-only: Operation not permitted"],
        summary: "the constants of .rodata cannot be made read-only"),
      .init(
        "libbpf", ["failed to find symbol for variable 'limit' in section '.data'"],
        summary: "variable limit in section .data has no symbol"),
      .init(
        "libbpf", ["sec '.data': failed to determine size from ELF: size 0, err -2"],
        summary: "the size of section .data cannot be told"),
    ])

  private static let symbol = MessageFormat("prog '%w': %s relo against '%w' ")

  /// A reference that leads nowhere.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var explained = worded(rejection) else { return nil }
    guard let (_, words) = rejection.first(symbol) else { return explained }
    let name = String(words[2])
    explained.primary =
      rejection.useLine(ofExtern: name, "refers to \(name)")
      ?? rejection.codeLine(with: name, "refers to \(name)", inFunction: String(words[0]))
    explained.fixPlace = rejection.declaration(name, "declared here") ?? rejection.externLine(name, "declared here")
    return explained
  }
}

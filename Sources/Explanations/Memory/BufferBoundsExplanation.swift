/// A buffer that a tracepoint or iterator hands over, accessed at a place that is not certainly inside.
public enum BufferBoundsExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1267", title: "a buffer from the kernel is accessed before its start or at a variable offset",
    why: """
      A writable raw tracepoint's buffer, and the keys and values that a map iterator hands over, are accessed at constant \
      offsets: how far is compared with their size when the program is attached. A variable or negative offset could not be.
      """,
    fix: "access the buffer's members at constant offsets",
    causes: [
      "the buffer is walked in a loop, or indexed by a variable",
      "the buffer's pointer is moved backwards",
    ],
    repair: .init(before: "sum += value[i];", after: "sum += value[0] + value[1];"),
    wordings: [
      .init(
        "5.4 and later", "%r invalid %w buffer access: off=%d, size=%d",
        "{3} bytes are accessed at offset {2} of a {1} buffer, before its start"),
      .init(
        "5.4 and later", "%r invalid variable buffer offset: off=%d, var_off=",
        "a buffer from the kernel is accessed at an offset that a variable decides"),
      .init(
        "7.1 and later", "%r invalid negative %w buffer offset: off=%d, var_off=",
        "a {1} buffer from the kernel is accessed before its start"),
    ],
    seeAlso: ["A1202", "A1220"],
    examples: [
      .init(
        "5.4 and later", ["R6 invalid tracepoint buffer access: off=-8, size=8"],
        summary: "8 bytes are accessed at offset -8 of a tracepoint buffer, before its start"),
      .init(
        "5.4 and later", ["R6 invalid variable buffer offset: off=0, var_off=(0x0; 0xff)"],
        summary: "a buffer from the kernel is accessed at an offset that a variable decides"),
      .init(
        "7.1 and later", ["R6 invalid negative rdonly buffer offset: off=-8, var_off=0"],
        summary: "a rdonly buffer from the kernel is accessed before its start"),
    ])
}

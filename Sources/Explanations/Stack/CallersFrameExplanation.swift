/// A pointer to the stack that outlives its frame, or a pointer kept in another function's frame.
public enum CallersFrameExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1007", title: "a pointer crosses from one stack frame into another",
    why: """
      A function's variables are gone when it returns: a pointer to them must not be returned. And a function may keep \
      pointers to its frame in that frame only: one that is stored in the caller's would point to nothing later.
      """,
    fix: "let the caller declare the variable and pass its address, and return a number",
    causes: [
      "a function fills a local buffer and returns its address",
      "a function stores the address of a local variable in a struct of its caller",
    ],
    repair: .init(
      before: """
        static __noinline char *name_of(void)
        {
            char name[16];

            bpf_get_current_comm(name, sizeof(name));
            return name;
        }
        """,
      after: """
        static __noinline int name_of(char name[16])
        {
            return bpf_get_current_comm(name, 16);
        }
        """),
    wordings: [
      .init(
        "5.4 and later", "cannot spill pointers to stack into stack frame of the caller",
        "a function stores a pointer to its own stack frame in its caller's, where it would outlive the frame")
    ],
    examples: [
      .init(
        "5.4 and later", ["cannot spill pointers to stack into stack frame of the caller"],
        summary: "a function stores a pointer to its own stack frame in its caller's, where it would outlive the frame")
    ])
}

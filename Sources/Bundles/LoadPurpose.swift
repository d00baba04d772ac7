/// Tells programs from loads that only ask what the kernel can.
public enum LoadPurpose {
  /// Slots up to which a load without a name may be a question: libbpf's longest has 8.
  private static let longestQuestion = 8

  /// Slots of a program that only returns a number.
  private static let emptyProgram = 2

  /// Names that libbpf and bpftrace give to such loads.
  private static let questionNames: Set<String> = ["libbpf_nametest", "det_arg_ctx", "prog_name", "test_prog_name"]

  /// Whether a load looks like a question. One that was attached, pinned or run never is one; one that could only not be
  /// attached asks whether it could, where it does nothing.
  static func isQuestion(_ program: BundleProgram) -> Bool {
    guard program.lines == 0, program.attachments.allSatisfy({ $0.error != nil }) else { return false }
    if !program.attachments.isEmpty { return program.instructions <= emptyProgram }
    return questionNames.contains(program.loadName)
      || program.loadName.isEmpty && program.instructions <= longestQuestion
  }

  /// Marks the questions among programs. Where everything looks like one and no name says so, the command is a test of
  /// such programs, and nothing is marked.
  public static func mark(_ programs: inout [CapturedProgram]) {
    let questions = programs.map { isQuestion($0.record) }
    guard questions.contains(false) || programs.contains(where: { questionNames.contains($0.record.loadName) })
    else { return }
    for (index, isQuestion) in questions.enumerated() where isQuestion { programs[index].record.purpose = .probe }
  }
}
